-- A line for a transfer of an earlier transaction.
-- Refused by: document_immutable
insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit)
values (:tenant, inventory.uuid_v7(), :transfer, 9, :product, 1, 'unit');
