create or replace view report_v1.daily_stock with (security_invoker = true) as
select d.business_date::date as business_date, p.id as product_id, p.sku, p.name as product_name, o.id as location_id,
  o.code as location, o.name as location_name, d.opening, d.purchases, d.sales, d.refunds, d.adjustments, d.transfers_in,
  d.transfers_out, d.expired, d.closing, p.base_unit
from inventory.daily_stock d
join inventory.products p on p.tenant_id = d.tenant_id and p.id = d.product_id
join inventory.locations o on o.tenant_id = d.tenant_id and o.id = d.location_id;
comment on view report_v1.daily_stock is
  'Per product, location and business date on which something moved: opening stock, what moved by kind (what went out is negative) and closing stock. A day without a row closes as the last one before it.';
