-- A line in the statement that voids the sale, written first.
-- Refused by: document_immutable
-- Prepared by: new-receipt, new-sale
with added as (
  insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit)
  values (:tenant, inventory.uuid_v7(), :new_sale, 9, :product, 11, 'unit')
  returning sale_id
)
update inventory.sales s set status = 'VOIDED', void_reason = 'wrong'
from added a where s.tenant_id = :tenant and s.id = a.sale_id;
