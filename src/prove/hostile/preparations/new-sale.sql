-- A sale of two units.
insert into inventory.sales (tenant_id, id, receipt_number, location_id)
values (:tenant, :new_sale, :new_number, :location);
insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit)
values (:tenant, :new_line, :new_sale, 1, :product, 2, 'unit');
