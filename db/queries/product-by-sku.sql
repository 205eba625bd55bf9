select p.* from inventory.api_products p where p.sku = $1
