select s.* from inventory.api_sync_sources s where s.name = $1
