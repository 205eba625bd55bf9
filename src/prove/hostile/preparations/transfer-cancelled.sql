-- The new transfer is cancelled.
update inventory.transfers set status = 'CANCELLED', cancel_reason = 'wrong' where tenant_id = :tenant and id = :new_transfer;
