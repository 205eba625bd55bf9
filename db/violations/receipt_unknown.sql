-- Batches whose receipt is missing.
select count(*) as violations from inventory.batches b
left join inventory.receipts r on r.tenant_id = b.tenant_id and r.id = b.receipt_id where r.id is null
