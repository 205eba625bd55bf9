-- Batches, and rows of imports, whose receipt is missing.
select count(*) as violations from (
  select b.tenant_id, b.receipt_id from inventory.batches b
  union all
  select i.tenant_id, i.receipt_id from inventory.imported_rows i where i.receipt_id is not null) n
left join inventory.receipts r on r.tenant_id = n.tenant_id and r.id = n.receipt_id where r.id is null
