-- The event triggers that refuse changes of the schema by hand (db/event_triggers.sql).

-- name: schema_guard :one
-- The event triggers of db/event_triggers.sql that fire in every session, and the hash of the file that made them. Whether
-- the login that asks is a superuser, whatever role it has taken.
-- not null: isSuperuser, enabled
select r.rolsuper as "isSuperuser",
  (select count(*)::integer from pg_catalog.pg_event_trigger e
    where e.evtname in ('bincard_table_rewrite', 'bincard_sql_drop', 'bincard_ddl_command_end', 'bincard_ddl_command_start') and e.evtenabled = 'A') as enabled,
  obj_description(to_regnamespace('bincard_guard'), 'pg_namespace') as version
from pg_catalog.pg_roles r
where r.rolname = session_user;

-- name: schema_guard_entries :many
-- The last part of db/catalog.sql: every event trigger of the database, and what those of this project consist of.
-- not null: name, definition
with entries (kind, name, definition) as (
  select 'event trigger', e.evtname::text, format('on %s execute %s%s', e.evtevent, e.evtfoid::regprocedure,
    case e.evtenabled when 'O' then '' when 'A' then E'\nenabled always' else E'\nDISABLED' end)
  from pg_catalog.pg_event_trigger e
  union all
  -- What the event triggers consist of. Only a superuser can have made it, and only a superuser may own it.
  select 'schema guard', i.type || ' ' || i.identity, format('owner: %s', case when r.rolsuper then 'a superuser' else r.rolname end)
    || coalesce((select string_agg(format(E'\n%s to %s', lower(g.privilege_type),
        case when g.grantee = 0 then 'public' else g.grantee::regrole::text end), '' order by g.grantee::regrole::text, g.privilege_type)
      from aclexplode(o.acl) g where g.grantee <> o.owner), '')
    || case when o.classid = 'pg_catalog.pg_proc'::regclass then E'\n' || pg_get_functiondef(o.oid) else '' end
  from (
    select 'pg_catalog.pg_namespace'::regclass::oid as classid, n.oid, n.nspowner as owner, n.nspacl as acl
    from pg_catalog.pg_namespace n where n.nspname = 'bincard_guard'
    union all
    select 'pg_catalog.pg_class'::regclass, c.oid, c.relowner, c.relacl
    from pg_catalog.pg_class c where c.relnamespace = to_regnamespace('bincard_guard') and c.relkind <> 'i'
    union all
    select 'pg_catalog.pg_proc'::regclass, p.oid, p.proowner, p.proacl
    from pg_catalog.pg_proc p where p.pronamespace = to_regnamespace('bincard_guard')
  ) o join pg_catalog.pg_roles r on r.oid = o.owner cross join lateral pg_identify_object(o.classid, o.oid, 0) i
)
select kind, name, definition from entries order by kind, name collate "C";
