select x.* from inventory.api_reservations x where x.id = any ($1::uuid[])
