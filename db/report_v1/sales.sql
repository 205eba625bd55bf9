create or replace view report_v1.sales with (security_invoker = true) as
select s.id as sale_id, s.receipt_number, s.status, s.business_date::date as business_date, s.created_at::timestamptz as recorded_at,
  s.occurred_at::timestamptz as occurred_at, s.actor, o.id as location_id, o.code as location, o.name as location_name,
  l.id as sale_line_id, l.line_number, p.id as product_id, p.sku, p.name as product_name, l.base_quantity::bigint as quantity,
  l.refunded_quantity, p.base_unit, l.quantity as unit_quantity, l.unit,
  l.unit_price::numeric(20, 6) as unit_price
from inventory.sales s
join inventory.sale_lines l on l.tenant_id = s.tenant_id and l.sale_id = s.id
join inventory.products p on p.tenant_id = l.tenant_id and p.id = l.product_id
join inventory.locations o on o.tenant_id = s.tenant_id and o.id = s.location_id;
comment on view report_v1.sales is 'A line of a sale. A voided sale is there too.';
comment on column report_v1.sales.status is 'COMPLETED, PARTIALLY_REFUNDED, REFUNDED or VOIDED.';
comment on column report_v1.sales.quantity is 'What was sold, in base units, before refunds.';
comment on column report_v1.sales.unit_quantity is 'What was sold, in the unit of the line.';
comment on column report_v1.sales.unit_price is 'What a base unit was sold for; null where nobody said.';
comment on column report_v1.sales.refunded_quantity is 'How much of it came back, in base units.';
