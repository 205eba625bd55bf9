-- What surrounds the schema and decides who can get past it: roles, rights, settings, and objects elsewhere that reach into it.

-- name: surroundings :many
-- The second part of db/catalog.sql. What differs between sound installations (names of databases and logins, what a
-- login may do that is no role of this project) is left out.
-- not null: name, definition
with recursive project_roles as (
  -- Every role of this project; db/bootstrap.sql creates them. Whether it may make objects in the database, and whether
  -- logins may be members of it.
  select r.oid, r.rolname, p.makes_objects, p.has_members, concat_ws(', ', case when r.rolsuper then 'superuser' end,
      case when r.rolbypassrls then 'bypassrls' end, case when r.rolcreaterole then 'createrole' end,
      case when r.rolcreatedb then 'createdb' end, case when r.rolreplication then 'replication' end,
      case when r.rolcanlogin then 'login' else 'no login' end) as attributes
  from (values
    ('bincard_owner', true, true),
    ('bincard_app', false, true),
    ('bincard_ledger', false, false),
    ('bincard_backup', false, true),
    ('bincard_reporting', false, true)
  ) p (name, makes_objects, has_members)
  join pg_catalog.pg_roles r on r.rolname = p.name
), members (oid) as (
  -- Who can take one of these roles, also through another role. The right to grant a role alone makes no member of it.
  select r.oid from project_roles r
  union
  select m.member from pg_catalog.pg_auth_members m join members g on g.oid = m.roleid
  where coalesce((to_jsonb(m) ->> 'set_option')::boolean or (to_jsonb(m) ->> 'inherit_option')::boolean, true)
), without_create as (
  select 0::oid as oid, 'public' as name
  union all
  select r.oid, r.rolname from project_roles r where not r.makes_objects
), inside (classid, objid) as (
  select 'pg_catalog.pg_namespace'::regclass::oid, n.oid from pg_catalog.pg_namespace n where n.nspname in ('inventory', 'report_v1')
  union all
  select 'pg_catalog.pg_class'::regclass, c.oid from pg_catalog.pg_class c
  where c.relnamespace in ('inventory'::regnamespace, to_regnamespace('report_v1'))
  union all
  select 'pg_catalog.pg_proc'::regclass, p.oid from pg_catalog.pg_proc p where p.pronamespace = 'inventory'::regnamespace
  union all
  select 'pg_catalog.pg_type'::regclass, t.oid from pg_catalog.pg_type t where t.typnamespace = 'inventory'::regnamespace
  union all
  select 'pg_catalog.pg_constraint'::regclass, c.oid from pg_catalog.pg_constraint c where c.connamespace = 'inventory'::regnamespace
), parts (classid, objid, of_classid, of_objid) as (
  -- What a table, view or domain consists of, and has no schema of its own.
  select 'pg_catalog.pg_rewrite'::regclass::oid, r.oid, 'pg_catalog.pg_class'::regclass::oid, r.ev_class from pg_catalog.pg_rewrite r
  union all
  select 'pg_catalog.pg_trigger'::regclass, t.oid, 'pg_catalog.pg_class'::regclass, t.tgrelid from pg_catalog.pg_trigger t
  union all
  select 'pg_catalog.pg_policy'::regclass, p.oid, 'pg_catalog.pg_class'::regclass, p.polrelid from pg_catalog.pg_policy p
  union all
  select 'pg_catalog.pg_attrdef'::regclass, d.oid, 'pg_catalog.pg_class'::regclass, d.adrelid from pg_catalog.pg_attrdef d
), dependents as (
  select coalesce(p.of_classid, d.classid) as classid, coalesce(p.of_objid, d.objid) as objid, d.refclassid, d.refobjid
  from pg_catalog.pg_depend d
  join inside i on (i.classid, i.objid) = (d.refclassid, d.refobjid)
  left join parts p on (p.classid, p.objid) = (d.classid, d.objid)
  where d.refclassid <> 'pg_catalog.pg_namespace'::regclass
    and d.classid <> 'pg_catalog.pg_publication_rel'::regclass
), entries (kind, name, definition) as (
  select 'role', r.rolname::text, r.attributes from project_roles r
  union all
  select distinct 'membership', format('%s in %s', m.member::regrole, m.roleid::regrole), ''
  from pg_catalog.pg_auth_members m
  -- The right to grant a role, which since PostgreSQL 16 the login that created it has, makes no member of it.
  join project_roles r on r.oid = m.member or (r.oid = m.roleid and not r.has_members
    and coalesce((to_jsonb(m) ->> 'set_option')::boolean or (to_jsonb(m) ->> 'inherit_option')::boolean, true))
  union all
  -- What a member can do beside its role of ours. The login that asks may create roles, or be a superuser: migrating needs it.
  select 'member', r.rolname::text, concat_ws(', ', case when r.rolsuper then 'superuser' end,
    case when r.rolbypassrls then 'bypassrls' end, case when r.rolcreaterole then 'createrole' end,
    case when r.rolreplication then 'replication' end)
  from members m join pg_catalog.pg_roles r on r.oid = m.oid
  where r.oid not in (select p.oid from project_roles p)
    and (r.rolbypassrls or r.rolreplication or (r.rolsuper or r.rolcreaterole) and r.rolname <> session_user)
  union all
  -- Settings that answer for a session which sets none: any of a role of ours, and those of anyone that say who writes or
  -- what is enforced.
  select 'setting', format('%s: %s', concat_ws(' in ', case when s.setrole = 0 then 'every role' else s.setrole::regrole::text end,
      case when s.setdatabase <> 0 then 'this database' end), split_part(c.setting, '=', 1)), c.setting
  from pg_catalog.pg_db_role_setting s cross join lateral unnest(s.setconfig) c (setting)
  where (s.setdatabase = 0 or s.setdatabase = (select d.oid from pg_catalog.pg_database d where d.datname = current_database()))
    and (s.setrole in (select r.oid from project_roles r)
      or c.setting ~* '^(app\.|row_security=|session_replication_role=|event_triggers=|\w+_preload_libraries=)')
  union all
  select 'setting', 'every session: ' || n.name, current_setting(n.name)
  from (values ('app.tenant_id'), ('app.actor'), ('app.role')) n (name)
  where current_setting(n.name, true) <> ''
  union all
  -- Of the server's configuration too.
  select 'setting', 'every session: ' || n.name, current_setting(n.name)
  from (values ('session_replication_role', 'origin'), ('event_triggers', 'on')) n (name, sound)
  where current_setting(n.name, true) <> n.sound
  union all
  select 'parameter privilege', format('%s on %s to %s', lower(g.privilege_type), p.parname,
    case when g.grantee = 0 then 'public' else g.grantee::regrole::text end), ''
  from pg_catalog.pg_parameter_acl p cross join lateral aclexplode(p.paracl) g
  left join pg_catalog.pg_roles r on r.oid = g.grantee
  where p.parname ~ '^(session_replication_role|event_triggers|\w+_preload_libraries)$' and r.rolsuper is not true
  union all
  select 'database privilege', format('%s to %s', lower(g.privilege_type), r.name), ''
  from pg_catalog.pg_database d cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) g
  join without_create r on r.oid = g.grantee
  where d.datname = current_database() and g.privilege_type in ('TEMPORARY', 'CREATE')
  union all
  select 'database privilege', 'owned by ' || r.name, ''
  from pg_catalog.pg_database d join without_create r on r.oid = d.datdba
  where d.datname = current_database()
  union all
  select 'schema', n.nspname::text, 'owner: ' || n.nspowner::regrole
    || coalesce((select string_agg(format(E'\n%s to %s%s', lower(g.privilege_type),
        case when g.grantee = 0 then 'public' else g.grantee::regrole::text end,
        case when g.is_grantable then ' with grant option' else '' end), '' order by g.grantee::regrole::text, g.privilege_type)
      from aclexplode(n.nspacl) g where g.grantee <> n.nspowner), '')
  from pg_catalog.pg_namespace n where n.nspname in ('inventory', 'report_v1')
  union all
  select 'schema privilege', format('create in %I to %s', n.nspname, r.name), ''
  from pg_catalog.pg_namespace n cross join lateral aclexplode(n.nspacl) g join without_create r on r.oid = g.grantee
  where n.nspname <> 'inventory' and g.privilege_type = 'CREATE'
  union all
  select 'default privileges', format('%s on %s%s', d.defaclrole::regrole, case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences'
      when 'f' then 'functions' when 'T' then 'types' when 'n' then 'schemas' else d.defaclobjtype::text end,
      coalesce(' in ' || nullif(d.defaclnamespace, 0)::regnamespace, '')),
    coalesce((select string_agg(format('%s to %s', lower(g.privilege_type),
        case when g.grantee = 0 then 'public' else g.grantee::regrole::text end), E'\n' order by g.grantee::regrole::text, g.privilege_type)
      from aclexplode(d.defaclacl) g where g.grantee <> d.defaclrole), 'to nobody else')
  from pg_catalog.pg_default_acl d
  where d.defaclrole in (select r.oid from project_roles r) or d.defaclnamespace = 'inventory'::regnamespace
  union all
  select 'publication', p.pubname::text, ''
  from pg_catalog.pg_publication p
  where p.puballtables
    or exists (select from pg_catalog.pg_publication_namespace n where n.pnpubid = p.oid and n.pnnspid = 'inventory'::regnamespace)
    or exists (select from pg_catalog.pg_publication_rel r join pg_catalog.pg_class c on c.oid = r.prrelid
      where r.prpubid = p.oid and c.relnamespace = 'inventory'::regnamespace)
  union all
  select distinct 'subscription', s.subname::text, ''
  from pg_catalog.pg_subscription_rel r
  join pg_catalog.pg_subscription s on s.oid = r.srsubid
  join pg_catalog.pg_class c on c.oid = r.srrelid
  where c.relnamespace = 'inventory'::regnamespace
  union all
  -- Views, functions, keys and triggers of other schemas that read these tables or call these functions.
  select distinct 'dependent', i.type || ' ' || i.identity, ''
  from dependents d cross join lateral pg_identify_object(d.classid, d.objid, 0) i
  where coalesce(i.schema, '') not in ('inventory', 'report_v1', 'pg_toast') and not exists (
    select from inside n where (n.classid, n.objid) = (d.classid, d.objid))
  union all
  -- Functions elsewhere that run with the rights of a member, whatever they do; and of anyone else, a superuser too, where
  -- their text or search path names the schema. Functions of extensions are those of whoever installed them.
  select 'security definer', format('%s by %s', p.oid::regprocedure, p.proowner::regrole), ''
  from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where p.prosecdef and n.nspname not in ('inventory', 'bincard_guard', 'pg_catalog', 'information_schema')
    and p.proowner not in (select r.oid from project_roles r) -- those are owned elsewhere
    and (p.proowner in (select m.oid from members m)
      or concat_ws(' ', p.prosrc, array_to_string(p.proconfig, ' ')) ~* '\minventory\M')
    and not exists (select from pg_catalog.pg_depend d
      where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  union all
  -- A function of the owner's in another schema can do what the owner can.
  select 'owned elsewhere', format('%s %s by %s', i.type, i.identity, r.rolname), ''
  from pg_catalog.pg_shdepend d
  join project_roles r on r.oid = d.refobjid
  cross join lateral pg_identify_object(d.classid, d.objid, d.objsubid) i
  where d.refclassid = 'pg_catalog.pg_authid'::regclass and d.deptype = 'o'
    and d.dbid = (select b.oid from pg_catalog.pg_database b where b.datname = current_database())
    and d.classid <> 'pg_catalog.pg_default_acl'::regclass
    and coalesce(i.schema, '') not in ('inventory', 'report_v1') and not exists (select from inside n where (n.classid, n.objid) = (d.classid, d.objid))
)
select kind, name, definition from entries
order by array_position(array['role', 'membership', 'member', 'setting', 'parameter privilege', 'database privilege', 'schema', 'schema privilege',
  'default privileges', 'publication', 'subscription', 'dependent', 'security definer', 'owned elsewhere'], kind), name collate "C";
