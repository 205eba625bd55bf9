select m.* from inventory.api_movements m where m.id = any ($1::uuid[])
