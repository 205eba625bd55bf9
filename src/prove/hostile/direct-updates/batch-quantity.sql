-- Another quantity received.
-- Refused by: batch_identity_immutable, privilege
update inventory.batches set quantity = quantity + 1555
where tenant_id = :tenant and id = :batch;
