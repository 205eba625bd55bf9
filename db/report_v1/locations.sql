create or replace view report_v1.locations with (security_invoker = true) as
select o.id as location_id, o.code as location, o.name as location_name, o.kind, o.active
from inventory.locations o;
comment on view report_v1.locations is 'The places that hold stock.';
comment on column report_v1.locations.kind is 'WAREHOUSE, STOREFRONT or QUARANTINE.';
