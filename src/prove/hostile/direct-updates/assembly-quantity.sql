-- Another number of sets than the parts were taken for.
-- Refused by: document_immutable, privilege
update inventory.assemblies set base_quantity = base_quantity + 1
where tenant_id = :tenant and id = :assembly;
