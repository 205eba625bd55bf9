-- Whether a backup would be whole.

-- name: hidden_from_backup :many
-- The tables of which the role bincard_backup would not read every row.
-- not null: table
select c.relname::text as table
from pg_catalog.pg_class c
where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p')
  and (not has_table_privilege('bincard_backup', c.oid, 'select')
    or c.relrowsecurity and (
      not exists (
        select from pg_catalog.pg_policy p
        where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('r', '*') and pg_get_expr(p.polqual, p.polrelid) = 'true'
          and (select r.oid from pg_catalog.pg_roles r where r.rolname = 'bincard_backup') = any (p.polroles))
      or exists (
        select from pg_catalog.pg_policy p
        where p.polrelid = c.oid and not p.polpermissive and p.polcmd in ('r', '*')
          and p.polroles && array[0::oid, (select r.oid from pg_catalog.pg_roles r where r.rolname = 'bincard_backup')])))
order by c.relname;

-- name: backup_rights :one
-- What the login may do for a backup: read past row-level security, or take the role that every row is open to.
-- not null: unrestricted, member
select r.rolsuper or r.rolbypassrls as unrestricted, pg_has_role(r.oid, 'bincard_backup', 'member') as member
from pg_catalog.pg_roles r where r.rolname = session_user;
