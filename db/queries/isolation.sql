-- Whether tenants are isolated from each other for the session that asks.

-- name: session_rights :one
-- What the session is before it takes a role for its transaction, and whether it may call the entry points as that.
-- not null: login, role, mayCall
select session_user::text as login, current_user::text as role,
  has_schema_privilege('inventory', 'usage') and has_function_privilege('inventory.record_sale(jsonb, jsonb)', 'execute') as "mayCall";

-- name: isolation :one
-- What the role of the transaction could see of tenants that are not its own: its attributes, those of roles that it may become, the tables that it owns, those
-- whose row-level security does not apply to it, and whether a transaction without a tenant sees a row. Whether the server
-- is a standby. (Of many nodes, Citus takes no row without columns: select 1.)
-- not null: role, attributes, seesRows, inRecovery
select current_user::text as role,
  coalesce(
    nullif(concat_ws(' and ', case when r.rolsuper then 'a superuser' end, case when r.rolbypassrls then 'a role with BYPASSRLS' end), ''),
    (select 'a member of ' || min(x.rolname::text) || ', a superuser or a role with BYPASSRLS' from pg_roles x
      where (x.rolsuper or x.rolbypassrls) and pg_has_role(current_user, x.oid, 'member')), '') as attributes,
  (select min(c.relname::text) from pg_class c
    where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'member')) as owned,
  (select min(c.relname::text) from pg_class c
    where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p') and not row_security_active(c.oid)
      and (c.relname = 'tenants' or exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))) as open,
  exists (select 1 from inventory.tenants) or exists (select 1 from inventory.locations) or exists (select 1 from inventory.products)
    or exists (select 1 from inventory.movements) or exists (select 1 from inventory.sales) as "seesRows",
  pg_is_in_recovery() as "inRecovery"
from pg_roles r where r.rolname = current_user;
