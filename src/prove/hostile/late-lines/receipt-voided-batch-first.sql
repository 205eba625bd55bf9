-- A batch in the statement that voids its receipt, written first.
-- Refused by: document_immutable
-- Prepared by: new-receipt
with added as (
  insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit)
  values (:tenant, inventory.uuid_v7(), :new_receipt, :product, :new_late, 50, 'unit')
  returning receipt_id
)
update inventory.receipts r set voided_at = now(), void_reason = 'wrong'
from added a where r.tenant_id = :tenant and r.id = a.receipt_id;
