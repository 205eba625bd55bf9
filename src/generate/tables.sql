-- Every table of the ledger with its columns; for each column the table that it refers to, by a foreign key
-- (`declared`), or by its name where a trigger checks the reference (sales and their lines have no foreign keys).
select c.relname as "table",
  json_agg(json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'key', coalesce(a.attnum = any (p.conkey), false),
    'refers', coalesce(f.target, named.relname),
    'declared', f.target is not null
  ) order by a.attnum) as columns
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
left join lateral (
  select t.relname as target from pg_constraint k join pg_class t on t.oid = k.confrelid
  where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey)
  order by array_position(k.conkey, a.attnum) = array_length(k.conkey, 1) desc, array_length(k.conkey, 1) limit 1
) f on true
left join pg_class named on named.relnamespace = c.relnamespace and named.relkind = 'r'
  and a.attname like '%\_id' and named.relname in (
    regexp_replace(a.attname, '_id$', 's'), regexp_replace(a.attname, '_id$', 'es'))
where c.relnamespace = 'inventory'::regnamespace and c.relkind = 'r'
group by c.relname
order by c.relname;
