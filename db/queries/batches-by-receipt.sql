select b.* from inventory.api_batches b where b."receiptId" = any ($1::uuid[]) order by b."lineNumber"
