select b.* from inventory.api_batches b where b.id = any ($1::uuid[])
