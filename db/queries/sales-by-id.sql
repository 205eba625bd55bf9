select s.* from inventory.api_sales s where s.id = any ($1::uuid[])
