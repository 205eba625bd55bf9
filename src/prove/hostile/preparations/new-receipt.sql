-- A receipt of 100 units.
insert into inventory.receipts (tenant_id, id, location_id) values (:tenant, :new_receipt, :location);
insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit)
values (:tenant, :new_batch, :new_receipt, :product, :new_number, 100, 'unit');
