-- How many sales took from a batch. Parameters as in batch-sales-page.sql.
select count(distinct m.document_id) as count from inventory.movements m
where coalesce($1::text, $2::text) is null and m.batch_id = $3::uuid and m.kind = 'SALE'
