-- An approved transfer of one unit.
insert into inventory.transfers (tenant_id, id, from_location_id, to_location_id)
values (:tenant, :new_transfer, :location, :other_location);
insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit)
values (:tenant, inventory.uuid_v7(), :new_transfer, 1, :product, 1, 'unit');
select set_config('app.actor', 'approver of an attack', true);
update inventory.transfers set status = 'APPROVED' where tenant_id = :tenant and id = :new_transfer;
