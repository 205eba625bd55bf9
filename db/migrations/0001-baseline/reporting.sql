-- Logins of PostgreSQL that read the views of report_v1. Which tenant's: db/report_v1/access.sql.

create table inventory.reporting_logins (
  tenant_id uuid not null references inventory.tenants (id),
  login name not null,
  created_at inventory.moment not null default now(),
  primary key (tenant_id, login)
);
comment on table inventory.reporting_logins is
  'The logins of PostgreSQL that read the views of report_v1, and whose rows. The owner writes it (bincard reporting); the server does not.';
select inventory.isolate_by_tenant('inventory.reporting_logins');
-- Which tenant a login is of is asked before anything is known of it, and doctor looks at all of them.
create policy reporting_registry on inventory.reporting_logins for select to bincard_owner using (true);
