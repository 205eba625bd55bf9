-- Sales from a batch after its expiry date. (A hold set after the sale is no breach.)
select count(*) as violations from inventory.movements m
join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
where m.kind = 'SALE' and inventory.is_expired(b.expiry_date, m.business_date)
