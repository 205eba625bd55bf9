-- A line in the statement that dispatches the transfer, written last.
-- Refused by: document_immutable
-- Prepared by: new-receipt, new-transfer
with dispatched as (
  update inventory.transfers set status = 'DISPATCHED' where tenant_id = :tenant and id = :new_transfer
  returning tenant_id, id
)
insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit)
select d.tenant_id, inventory.uuid_v7(), d.id, 9, :product, 1, 'unit' from dispatched d;
