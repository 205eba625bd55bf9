select p.* from inventory.api_products p where p.id = any ($1::uuid[])
