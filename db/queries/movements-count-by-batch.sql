select m."batchId", count(*) as count from inventory.api_movements m
where m."batchId" = any ($1::uuid[]) group by m."batchId"
