-- A receipt voided a second time.
-- Refused by: illegal_transition
-- Prepared by: new-receipt, receipt-voided
update inventory.receipts set voided_at = now() + interval '1 hour', void_reason = 'again'
where tenant_id = :tenant and id = :new_receipt;
