-- A line after cancelling the transfer in the same transaction.
-- Refused by: document_immutable
-- Prepared by: new-receipt, new-transfer, transfer-cancelled
insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit)
values (:tenant, inventory.uuid_v7(), :new_transfer, 9, :product, 1, 'unit');
