select x.* from inventory.api_adjustments x where x.id = any ($1::uuid[])
