-- A batch for a receipt of an earlier transaction.
-- Refused by: document_immutable, order_line_differs
insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit)
values (:tenant, inventory.uuid_v7(), :receipt, :product, :new_late, 50, 'unit');
