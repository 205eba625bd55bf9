-- The steps of each table with a status, as its trigger's arguments name them: FROM>TO.
select c.relname as "table", array_agg(step order by n) as steps
from pg_trigger t
join pg_class c on c.oid = t.tgrelid and c.relnamespace = 'inventory'::regnamespace
cross join unnest(string_to_array(encode(t.tgargs, 'escape'), '\000')) with ordinality s (step, n)
where not t.tgisinternal and step ~ '^[A-Z_]+>[A-Z_]+$'
group by c.relname
order by c.relname;
