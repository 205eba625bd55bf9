create or replace view report_v1.movements with (security_invoker = true) as
select m.id as movement_id, m.kind, p.id as product_id, p.sku, p.name as product_name, b.id as batch_id, b.batch_number,
  o.id as location_id, o.code as location, o.name as location_name, m.quantity, p.base_unit, b.unit_cost::numeric(20, 6) as unit_cost,
  m.sequence, m.balance_before, m.balance_after, m.business_date::date as business_date,
  m.recorded_at::timestamptz as recorded_at, m.actor, m.reason, m.reverses_id, m.document_type, m.document_id
from inventory.movements m
join inventory.products p on p.tenant_id = m.tenant_id and p.id = m.product_id
join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
join inventory.locations o on o.tenant_id = m.tenant_id and o.id = m.location_id;
comment on view report_v1.movements is 'The ledger: each movement of a batch at a location. The order of movement_id is the order of time. What was moved out to an archive is not here (inventory.archives).';
comment on column report_v1.movements.kind is
  'RECEIPT, INTAKE_CORRECTION, RECEIPT_VOID, SALE, SALE_VOID, REFUND, ADJUSTMENT, COUNT, TRANSFER_OUT, TRANSFER_IN, EXPIRY, ASSEMBLY_OUT or ASSEMBLY_VOID.';
comment on column report_v1.movements.quantity is 'How much moved, in base units: what went out is negative.';
