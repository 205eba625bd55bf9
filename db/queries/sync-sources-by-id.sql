select s.* from inventory.api_sync_sources s where s.id = any ($1::uuid[])
