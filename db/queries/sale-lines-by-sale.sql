select l.* from inventory.api_sale_lines l where l."saleId" = any ($1::uuid[]) order by l."lineNumber"
