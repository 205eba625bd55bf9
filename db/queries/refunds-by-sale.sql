select r.* from inventory.api_refunds r where r."saleId" = any ($1::uuid[]) order by r.id
