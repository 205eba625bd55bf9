-- A receipt's void undone.
-- Refused by: illegal_transition
update inventory.receipts set voided_at = null
where tenant_id = :tenant and id = :receipt;
