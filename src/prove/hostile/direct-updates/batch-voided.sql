-- A batch voided without its receipt.
-- Refused by: batch_identity_immutable, privilege
update inventory.batches set voided_at = now() - interval '1 hour'
where tenant_id = :tenant and id = :batch;
