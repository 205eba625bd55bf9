-- Logins of PostgreSQL that read the views of report_v1.

-- name: reporting_logins :many
-- Every reporting login with its tenant; null where the role is gone.
select l.login::text as login, t.code as tenant, inventory.utc_text(l.created_at) as "createdAt", r.rolconnlimit as "connectionLimit"
from inventory.reporting_logins l
join inventory.tenants t on t.id = l.tenant_id
left join pg_catalog.pg_roles r on r.rolname = l.login
order by l.login, t.code;

-- name: reporting_faults :many
-- What a reporting login has lost of its rights, or has beside them.
-- not null: login, problem
with logins as (
  select l.login, r.oid, r.rolname, count(*) as tenants from inventory.reporting_logins l
  left join pg_catalog.pg_roles r on r.rolname = l.login
  group by l.login, r.oid, r.rolname
), shared as (
  -- What is granted to all of them is granted to the role that they are members of.
  select g.oid, g.rolname as login from pg_catalog.pg_roles g where g.rolname = 'bincard_reporting'
), faults (login, problem) as (
  select l.login, 'lost: there is no such login' from logins l where l.oid is null
  union all
  select l.login, 'lost: it may not log in' from logins l join pg_catalog.pg_roles r on r.oid = l.oid where not r.rolcanlogin
  union all
  select l.login, 'lost: it has not the rights of bincard_reporting' from logins l
  where l.oid is not null and not pg_has_role(l.oid, 'bincard_reporting', 'usage')
  union all
  select l.login, 'lost: it is of more than one tenant, and so sees no row' from logins l where l.tenants > 1
  union all
  select l.login, 'gained: ' || a.attribute from logins l join pg_catalog.pg_roles r on r.oid = l.oid
  cross join lateral (values ('superuser', r.rolsuper), ('bypassrls', r.rolbypassrls), ('createrole', r.rolcreaterole),
    ('createdb', r.rolcreatedb), ('replication', r.rolreplication)) a (attribute, has)
  where a.has
  union all
  select l.login, 'gained: member of ' || g.rolname from logins l
  join pg_catalog.pg_auth_members m on m.member = l.oid join pg_catalog.pg_roles g on g.oid = m.roleid
  where g.rolname <> 'bincard_reporting'
  union all
  select l.login, format('gained: %s %s', case d.deptype when 'o' then 'owner of' else 'rights on' end,
    pg_describe_object(d.classid, d.objid, d.objsubid))
  from (select s.oid, s.login from logins s union all select s.oid, s.login from shared s) l
  join pg_catalog.pg_shdepend d on d.refclassid = 'pg_catalog.pg_authid'::regclass and d.refobjid = l.oid and d.deptype in ('o', 'a')
    and d.dbid = (select b.oid from pg_catalog.pg_database b where b.datname = current_database())
  cross join lateral pg_identify_object(d.classid, d.objid, 0) i
  -- What bincard_reporting has in these schemas is compared object by object.
  where l.login <> 'bincard_reporting'
    or coalesce(i.schema, case when i.type = 'schema' then i.name end, '') not in ('inventory', 'report_v1')
)
select f.login::text as login, f.problem from faults f order by f.login, f.problem;
