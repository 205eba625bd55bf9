select r.* from inventory.api_sync_runs r where r.id = any ($1::uuid[])
