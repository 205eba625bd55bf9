select l.* from inventory.api_locations l where l.code = $1
