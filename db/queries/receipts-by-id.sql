select x.* from inventory.api_receipts x where x.id = any ($1::uuid[])
