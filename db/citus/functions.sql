-- Every function of the schema as bincard distribute needs it: converted for the nodes, and copied to the workers.
select p.oid::regprocedure::text as name, l.lanname as language, pg_get_functiondef(p.oid) as definition, p.prosrc as source,
  pg_get_function_sqlbody(p.oid) as atomic, p.proretset as "returnsSet", p.prorettype = 'void'::regtype as "returnsVoid",
  coalesce('p_tenant_id' = any (p.proargnames), false) as "hasTenant", p.proowner::regrole::text as owner,
  o.names as outputs, o.types as "outputTypes",
  (select y.oid::regtype::text from pg_type y where y.oid = p.prorettype and y.typrelid <> 0) as row, t.table, coalesce(t.transitions, '{}')::text[] as transitions,
  coalesce((
    select array_agg(case when g.grantee = 0 then 'public' else g.grantee::regrole::text end order by g.grantee)
    from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.privilege_type = 'EXECUTE'), '{}') as grantees,
  obj_description(p.oid, 'pg_proc') as comment
from pg_proc p
join pg_language l on l.oid = p.prolang
cross join lateral (
  select coalesce(array_agg(n.name order by n.place), '{}')::text[] as names,
    coalesce(array_agg(n.type order by n.place), '{}')::text[] as types
  from (
    select n as place, p.proargnames[n] as name, format_type(p.proallargtypes[n], null) as type
    from generate_subscripts(p.proallargtypes, 1) n where p.proargmodes[n] in ('o', 't')
    union all
    select a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) from pg_type y
    join pg_attribute a on a.attrelid = y.typrelid and a.attnum > 0 and not a.attisdropped
    where y.oid = p.prorettype and y.typrelid <> 0) n
) o
left join lateral (
  -- A function of triggers of several tables has no row type of its own.
  select case when count(distinct t.tgrelid) = 1 then min(c.relname) end as "table",
    array_agg(distinct n.name) filter (where n.name is not null) as transitions
  from pg_trigger t
  join pg_class c on c.oid = t.tgrelid
  cross join lateral (values (t.tgnewtable), (t.tgoldtable)) n (name)
  where t.tgfoid = p.oid and not t.tgisinternal and c.relnamespace = 'inventory'::regnamespace
) t on true
where p.pronamespace = 'inventory'::regnamespace and p.prokind = 'f'
order by p.oid;
