create or replace view report_v1.tenant with (security_invoker = true) as
select t.code as tenant, t.name as tenant_name, t.time_zone, inventory.business_date(t.time_zone, now()) as today,
  t.last_closed_on::date as last_closed_on
from inventory.tenants t;
comment on view report_v1.tenant is 'The tenant whose rows the views show: one row.';
