-- Stock that expires later than its lot, and is not held.
-- Refused by: stock_written_outside_ledger, privilege
update inventory.batch_stock set expiry_date = '2150-01-01', held = false where tenant_id = :tenant and batch_id = :batch;
