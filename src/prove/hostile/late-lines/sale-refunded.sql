-- A line after refunding the sale in the same transaction.
-- Refused by: document_immutable
-- Prepared by: new-receipt, new-sale, sale-refunded
insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit)
values (:tenant, inventory.uuid_v7(), :new_sale, 9, :product, 11, 'unit');
