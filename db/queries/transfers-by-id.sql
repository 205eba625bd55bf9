select x.* from inventory.api_transfers x where x.id = any ($1::uuid[])
