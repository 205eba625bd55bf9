-- Another quantity of a part than was taken.
-- Refused by: document_immutable, privilege
update inventory.assembly_parts set base_quantity = base_quantity + 1
where tenant_id = :tenant and assembly_id = :assembly;
