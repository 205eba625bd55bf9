-- A part for an assembly of an earlier transaction.
-- Refused by: document_immutable, privilege
insert into inventory.assembly_parts (tenant_id, id, assembly_id, product_id, quantity, base_quantity)
values (:tenant, inventory.uuid_v7(), :assembly, :product, 1, 1);
