-- Another quantity left of a batch.
-- Refused by: stock_written_outside_ledger, privilege
update inventory.batch_stock set quantity = quantity + 1555 where tenant_id = :tenant and batch_id = :batch;
