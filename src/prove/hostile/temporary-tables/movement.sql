-- A movement without a document.
-- Refused by: movement_without_document, privilege
insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, document_type, document_id, document_line_id)
select b.tenant_id, 'RECEIPT', b.product_id, b.id, b.location_id, 1555, 'RECEIPT', b.receipt_id, b.id
from inventory.batches b where b.tenant_id = :tenant and b.id = :batch;
