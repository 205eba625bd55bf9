select l.* from inventory.api_locations l where l.id = any ($1::uuid[])
