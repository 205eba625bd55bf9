-- A line for a sale of an earlier transaction.
-- Refused by: document_immutable
insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit)
values (:tenant, inventory.uuid_v7(), :sale, 9, :product, 11, 'unit');
