create or replace view report_v1.refunds with (security_invoker = true) as
select r.id as refund_id, r.sale_id, s.receipt_number, r.business_date::date as business_date, r.created_at::timestamptz as recorded_at,
  r.actor, r.reason, o.id as location_id, o.code as location, o.name as location_name, f.sale_line_id, f.line_number,
  p.id as product_id, p.sku, p.name as product_name, f.quantity, p.base_unit, f.disposition
from inventory.refunds r
join inventory.refund_lines f on f.tenant_id = r.tenant_id and f.refund_id = r.id
join inventory.sales s on s.tenant_id = r.tenant_id and s.id = r.sale_id
join inventory.sale_lines l on l.tenant_id = f.tenant_id and l.id = f.sale_line_id
join inventory.products p on p.tenant_id = l.tenant_id and p.id = l.product_id
join inventory.locations o on o.tenant_id = f.tenant_id and o.id = f.location_id;
comment on view report_v1.refunds is 'A line of a refund: what came back of a sale.';
comment on column report_v1.refunds.quantity is 'How much came back, in base units.';
comment on column report_v1.refunds.disposition is
  'What became of it: RESTOCK (back into stock), QUARANTINE (into quarantine) or SCRAP (written off).';
