-- The schema as PostgreSQL's catalog has it.

-- name: catalog_entries :many
-- Everything in the schema, one entry a row: the first part of db/catalog.sql. A kind of object that the schema has none of
-- has its entry here too, so that the doctor sees the first one.
-- not null: name, definition
with entries (kind, name, definition) as (
  select 'table', c.relname::text, coalesce(string_agg(
      format('%I %s%s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attcollation <> y.typcollation then ' collate ' || a.attcollation::regcollation else '' end,
        case when not a.attnotnull then '' when exists (select from pg_catalog.pg_constraint n
          where n.conrelid = c.oid and n.contype = 'n' and n.conkey[1] = a.attnum and not n.convalidated) then ' not null (not validated)'
          else ' not null' end,
        case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') '
            || case a.attgenerated when 's' then 'stored' else 'virtual' end
          when a.attidentity <> '' then ' generated as identity'
          else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end,
        coalesce(' -- ' || col_description(c.oid, a.attnum), '')), E'\n' order by a.attnum) filter (where a.attnum is not null), '')
    || format(E'\nrow security: %s, forced: %s; owner: %s', c.relrowsecurity, c.relforcerowsecurity, c.relowner::regrole)
    || case c.relkind when 'r' then '' when 'p' then E'\npartitioned' else E'\nforeign' end
    || case c.relpersistence when 'p' then '' else E'\nunlogged' end
    || case c.relreplident when 'd' then '' else E'\nreplica identity: ' || c.relreplident::text end
    || coalesce(E'\nwith ' || array_to_string(c.reloptions, ', '), '')
  from pg_catalog.pg_class c
  left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_catalog.pg_type y on y.oid = a.atttypid
  left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p', 'f')
  group by c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relkind, c.relpersistence, c.relreplident, c.reloptions
  union all
  select 'inheritance', format('%s of %s', i.inhrelid::regclass, i.inhparent::regclass), ''
  from pg_catalog.pg_inherits i
  join pg_catalog.pg_class child on child.oid = i.inhrelid
  join pg_catalog.pg_class parent on parent.oid = i.inhparent
  where 'inventory'::regnamespace in (child.relnamespace, parent.relnamespace)
  union all
  select 'domain', t.typname::text, format_type(t.typbasetype, t.typtypmod)
    || case when t.typcollation <> b.typcollation then ' collate ' || t.typcollation::regcollation else '' end
    || case when t.typnotnull then ' not null' else '' end || coalesce(' default ' || t.typdefault, '')
    || coalesce(E'\n' || (select string_agg(pg_get_constraintdef(c.oid) || case when c.convalidated then '' else ' (not validated)' end
        || coalesce(E'\n' || obj_description(c.oid, 'pg_constraint'), ''), E'\n' order by c.conname)
      from pg_catalog.pg_constraint c where c.contypid = t.oid and c.contype = 'c'), '')
    || coalesce(E'\n' || obj_description(t.oid, 'pg_type'), '')
    || E'\nowner: ' || t.typowner::regrole
    || coalesce(E'\nusage: ' || (select string_agg(case when g.grantee = 0 then 'public' else g.grantee::regrole::text end
          || case when g.is_grantable then ' with grant option' else '' end, ', ' order by g.grantee::regrole::text)
        from aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) g where g.grantee <> t.typowner), '')
  from pg_catalog.pg_type t join pg_catalog.pg_type b on b.oid = t.typbasetype
  where t.typnamespace = 'inventory'::regnamespace and t.typtype = 'd'
  union all
  -- Since PostgreSQL 18 a NOT NULL is a constraint too; the table's columns say it on every version, and whether all rows meet it.
  select 'constraint', k.relname || '.' || c.conname, pg_get_constraintdef(c.oid)
    || case when c.convalidated then '' else ' (not validated)' end
    || case when exists (select from pg_catalog.pg_index i where i.indexrelid = c.conindid and i.indrelid = c.conrelid
        and not (i.indisvalid and i.indisready and i.indislive)) then E'\nITS INDEX IS NOT IN USE' else '' end
    -- A foreign key holds by triggers of its own, here and on the table that it refers to.
    || case when exists (select from pg_catalog.pg_trigger t where t.tgconstraint = c.oid and t.tgenabled <> 'O') then E'\nDISABLED' else '' end
    || coalesce(E'\n' || obj_description(c.oid, 'pg_constraint'), '')
  from pg_catalog.pg_constraint c join pg_catalog.pg_class k on k.oid = c.conrelid
  where c.connamespace = 'inventory'::regnamespace and c.contype in ('c', 'f', 'p', 'u', 'x')
  union all
  select 'index', t.relname || '.' || k.relname, pg_get_indexdef(k.oid)
    || case when i.indisvalid and i.indisready and i.indislive then '' else E'\nNOT IN USE' end || coalesce(E'\n' || obj_description(k.oid, 'pg_class'), '')
  from pg_catalog.pg_index i
  join pg_catalog.pg_class k on k.oid = i.indexrelid
  join pg_catalog.pg_class t on t.oid = i.indrelid
  where k.relnamespace = 'inventory'::regnamespace
    and not exists (select from pg_catalog.pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
  union all
  select 'policy', k.relname || '.' || p.polname, format('%s for %s to %s using (%s)%s',
    case when p.polpermissive then 'permissive' else 'restrictive' end,
    case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
    (select coalesce(string_agg(case when r = 0 then 'public' else r::regrole::text end, ', ' order by r), 'public') from unnest(p.polroles) r),
    pg_get_expr(p.polqual, p.polrelid), coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''))
    || coalesce(E'\n' || obj_description(p.oid, 'pg_policy'), '')
  from pg_catalog.pg_policy p join pg_catalog.pg_class k on k.oid = p.polrelid
  where k.relnamespace = 'inventory'::regnamespace
  union all
  select 'grant', c.relname::text, string_agg(format('%s to %s%s', lower(g.privilege_type),
    case when g.grantee = 0 then 'public' else g.grantee::regrole::text end,
    case when g.is_grantable then ' with grant option' else '' end), E'\n' order by g.grantee::regrole::text, g.privilege_type)
  from pg_catalog.pg_class c cross join lateral aclexplode(c.relacl) g
  where c.relnamespace = 'inventory'::regnamespace and g.grantee <> c.relowner
  group by c.relname
  union all
  select 'column grant', c.relname || '.' || a.attname, string_agg(format('%s to %s%s', lower(g.privilege_type),
    case when g.grantee = 0 then 'public' else g.grantee::regrole::text end,
    case when g.is_grantable then ' with grant option' else '' end), E'\n' order by g.grantee::regrole::text, g.privilege_type)
  from pg_catalog.pg_class c
  join pg_catalog.pg_attribute a on a.attrelid = c.oid
  cross join lateral aclexplode(a.attacl) g
  where c.relnamespace = 'inventory'::regnamespace
  group by c.relname, a.attname
  union all
  select 'trigger', k.relname || '.' || t.tgname, pg_get_triggerdef(t.oid)
    || case t.tgenabled when 'O' then '' when 'A' then E'\nenabled always' else E'\nDISABLED' end
    || coalesce(E'\n' || obj_description(t.oid, 'pg_trigger'), '')
  from pg_catalog.pg_trigger t join pg_catalog.pg_class k on k.oid = t.tgrelid
  where k.relnamespace = 'inventory'::regnamespace and not t.tgisinternal
  union all
  -- The rule of a view is its definition.
  select 'rule', k.relname || '.' || r.rulename, pg_get_ruledef(r.oid)
    || case r.ev_enabled when 'O' then '' when 'A' then E'\nenabled always' else E'\nDISABLED' end
  from pg_catalog.pg_rewrite r join pg_catalog.pg_class k on k.oid = r.ev_class
  where k.relnamespace = 'inventory'::regnamespace and not (k.relkind in ('v', 'm') and r.rulename = '_RETURN')
  union all
  select 'view', c.relname::text, coalesce(array_to_string(c.reloptions, ', ') || E'\n', '') || pg_get_viewdef(c.oid)
    || E'\nowner: ' || c.relowner::regrole || case c.relkind when 'v' then '' else E'\nmaterialized' end
    || coalesce(E'\n' || obj_description(c.oid, 'pg_class'), '')
  from pg_catalog.pg_class c where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('v', 'm')
  union all
  -- The schema of the views for reporting has views and nothing else.
  select 'view', 'report_v1.' || c.relname, coalesce(array_to_string(c.reloptions, ', ') || E'\n', '') || pg_get_viewdef(c.oid)
    || E'\nowner: ' || c.relowner::regrole || coalesce(E'\n' || obj_description(c.oid, 'pg_class'), '')
    || coalesce(E'\n' || (select string_agg(a.attname || ': ' || col_description(c.oid, a.attnum), E'\n' order by a.attnum)
        from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attnum > 0), '')
    || coalesce(E'\n' || (select string_agg(format('%s to %s%s', lower(g.privilege_type),
          case when g.grantee = 0 then 'public' else g.grantee::regrole::text end,
          case when g.is_grantable then ' with grant option' else '' end), E'\n' order by g.grantee::regrole::text, g.privilege_type)
        from aclexplode(c.relacl) g where g.grantee <> c.relowner), '')
  from pg_catalog.pg_class c where c.relnamespace = to_regnamespace('report_v1') and c.relkind = 'v'
  union all
  select 'object', i.type || ' ' || i.identity, ''
  from pg_catalog.pg_depend d cross join lateral pg_identify_object(d.classid, d.objid, d.objsubid) i
  where d.refclassid = 'pg_catalog.pg_namespace'::regclass and d.refobjid = to_regnamespace('report_v1')
    and not exists (select from pg_catalog.pg_class c where c.oid = d.objid and d.classid = 'pg_catalog.pg_class'::regclass and c.relkind = 'v')
  union all
  select 'sequence', c.relname::text, format('%s from %s by %s, %s to %s%s; owner: %s', format_type(s.seqtypid, null), s.seqstart,
    s.seqincrement, s.seqmin, s.seqmax, case when s.seqcycle then ', cycle' else '' end, c.relowner::regrole)
  from pg_catalog.pg_class c join pg_catalog.pg_sequence s on s.seqrelid = c.oid
  where c.relnamespace = 'inventory'::regnamespace
  union all
  select 'function', p.oid::regprocedure::text, case p.prokind when 'a' then 'aggregate' else pg_get_functiondef(p.oid) end
    || coalesce(E'\n' || obj_description(p.oid, 'pg_proc'), '')
    || E'\nowner: ' || p.proowner::regrole
    || coalesce(E'\nexecute: ' || (select string_agg(case when g.grantee = 0 then 'public' else g.grantee::regrole::text end
          || case when g.is_grantable then ' with grant option' else '' end, ', ' order by g.grantee::regrole::text)
        from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee <> p.proowner), '')
  from pg_catalog.pg_proc p
  where p.pronamespace = 'inventory'::regnamespace
  union all
  -- Types, operators, statistics and so on: whatever else depends on the schema as its part.
  select 'object', i.type || ' ' || i.identity, ''
  from pg_catalog.pg_depend d cross join lateral pg_identify_object(d.classid, d.objid, d.objsubid) i
  where d.refclassid = 'pg_catalog.pg_namespace'::regclass and d.refobjid = 'inventory'::regnamespace
    and d.classid not in ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_proc'::regclass)
)
select kind, name, definition from entries
order by array_position(array['domain', 'table', 'inheritance', 'constraint', 'index', 'policy', 'grant', 'column grant', 'trigger', 'rule', 'view',
  'sequence', 'function', 'object'], kind), name collate "C";
