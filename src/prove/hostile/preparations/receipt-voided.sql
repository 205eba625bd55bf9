-- The new receipt is voided.
update inventory.receipts set voided_at = now(), void_reason = 'wrong' where tenant_id = :tenant and id = :new_receipt;
