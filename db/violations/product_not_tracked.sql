-- Batches of products without inventory.
select count(*) as violations from inventory.batches b
join inventory.products p on p.tenant_id = b.tenant_id and p.id = b.product_id where not p.track_inventory
