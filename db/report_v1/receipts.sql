create or replace view report_v1.receipts with (security_invoker = true) as
select r.id as receipt_id, r.supplier, r.reference, r.received_at::timestamptz as received_at, r.recorded_at::timestamptz as recorded_at,
  r.business_date::date as business_date, r.actor, r.voided_at is not null as voided, o.id as location_id, o.code as location,
  o.name as location_name, b.line_number, b.id as batch_id, b.batch_number, l.expiry_date::date as expiry_date, p.id as product_id,
  p.sku, p.name as product_name, b.intake_quantity as quantity, p.base_unit, b.quantity as unit_quantity, b.received_unit as unit,
  b.unit_cost::numeric(20, 6) as unit_cost
from inventory.receipts r
join inventory.batches b on b.tenant_id = r.tenant_id and b.receipt_id = r.id
join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
join inventory.products p on p.tenant_id = b.tenant_id and p.id = b.product_id
join inventory.locations o on o.tenant_id = r.tenant_id and o.id = r.location_id;
comment on view report_v1.receipts is 'A line of a receipt: goods that came in. A voided receipt is there too.';
comment on column report_v1.receipts.quantity is 'What came in, in base units, as last corrected.';
comment on column report_v1.receipts.unit_quantity is 'What the line said, in its unit.';
