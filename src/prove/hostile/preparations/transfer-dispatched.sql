-- The new transfer is dispatched.
update inventory.transfers set status = 'DISPATCHED' where tenant_id = :tenant and id = :new_transfer;
