-- More sets for an assembly of an earlier transaction, from no parts.
-- Refused by: document_immutable
insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit)
select :tenant, inventory.uuid_v7(), r.id, :product, :new_late, 50, 'unit'
from inventory.receipts r where r.tenant_id = :tenant and r.assembly_id = :assembly;
