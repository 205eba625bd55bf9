-- A line in the statement that dispatches the transfer, written first.
-- Refused by: document_immutable
-- Prepared by: new-receipt, new-transfer
with added as (
  insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit)
  values (:tenant, inventory.uuid_v7(), :new_transfer, 9, :product, 1, 'unit')
  returning transfer_id
)
update inventory.transfers t set status = 'DISPATCHED'
from added a where t.tenant_id = :tenant and t.id = a.transfer_id;
