create or replace view report_v1.batches with (security_invoker = true) as
select b.id as batch_id, b.batch_number, b.lot_id, p.id as product_id, p.sku, p.name as product_name,
  o.id as location_id, o.code as location, o.name as location_name, b.receipt_id, b.line_number,
  b.received_at::timestamptz as received_at, b.received_on::date as business_date, a."expiryDate"::date as expiry_date, a.status,
  a."intakeQuantity" as intake_quantity, a."soldQuantity" as sold_quantity, a."refundedQuantity" as refunded_quantity,
  a."adjustedQuantity" as adjusted_quantity, a."transferredOutQuantity" as transferred_out_quantity,
  a."transferredInQuantity" as transferred_in_quantity, a."expiredQuantity" as expired_quantity,
  a."remainingQuantity" as remaining_quantity, p.base_unit, b.unit_cost::numeric(20, 6) as unit_cost
from inventory.batches b
join inventory.api_batches a on a."tenantId" = b.tenant_id and a.id = b.id
join inventory.products p on p.tenant_id = b.tenant_id and p.id = b.product_id
join inventory.locations o on o.tenant_id = b.tenant_id and o.id = b.location_id;
comment on view report_v1.batches is 'What came in on one line of a receipt, and what became of it over all locations.';
comment on column report_v1.batches.status is 'ACTIVE, QUARANTINED, RECALLED, EXPIRED, DEPLETED or VOIDED.';
comment on column report_v1.batches.location_id is 'The id of the location where the batch came in.';
comment on column report_v1.batches.location is 'The code of the location where the batch came in.';
comment on column report_v1.batches.location_name is 'The name of the location where the batch came in.';
