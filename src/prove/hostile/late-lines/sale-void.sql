-- A line for a sale of an earlier transaction, in the statement that voids it.
-- Refused by: document_immutable, illegal_transition
with voided as (
  update inventory.sales set status = 'VOIDED', void_reason = 'wrong' where tenant_id = :tenant and id = :sale
  returning tenant_id, id
)
insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit)
select v.tenant_id, inventory.uuid_v7(), v.id, 9, :product, 11, 'unit' from voided v;
