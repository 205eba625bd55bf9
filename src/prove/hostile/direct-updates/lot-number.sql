-- Another number of a batch's lot.
-- Refused by: batch_identity_immutable, privilege
update inventory.lots set lot_number = lot_number || '!'
where tenant_id = :tenant and id = (select b.lot_id from inventory.batches b where b.tenant_id = :tenant and b.id = :batch);
