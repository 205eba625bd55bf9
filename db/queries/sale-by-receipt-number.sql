select s.* from inventory.api_sales s where s."receiptNumber" = $1
