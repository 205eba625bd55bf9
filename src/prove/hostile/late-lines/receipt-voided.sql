-- A batch after voiding its receipt in the same transaction.
-- Refused by: document_immutable
-- Prepared by: new-receipt, receipt-voided
insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit)
values (:tenant, inventory.uuid_v7(), :new_receipt, :product, :new_late, 50, 'unit');
