-- Sale lines with a negative price.
select count(*) as violations from inventory.sale_lines l where l.unit_price < 0
