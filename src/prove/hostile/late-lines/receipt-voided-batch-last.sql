-- A batch in the statement that voids its receipt, written last.
-- Refused by: document_immutable
-- Prepared by: new-receipt
with voided as (
  update inventory.receipts set voided_at = now(), void_reason = 'wrong' where tenant_id = :tenant and id = :new_receipt
  returning tenant_id, id
)
insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit)
select v.tenant_id, inventory.uuid_v7(), v.id, :product, :new_late, 50, 'unit' from voided v;
