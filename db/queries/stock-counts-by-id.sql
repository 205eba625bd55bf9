select x.* from inventory.api_stock_counts x where x.id = any ($1::uuid[])
