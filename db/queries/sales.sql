-- Sales, their lines and their refunds.

-- name: sale_by_receipt_number :optional
-- The sale of a receipt number.
select s.* from inventory.api_sales s
where s.id = (select k.id from inventory.sales k where k.receipt_number_key = inventory.code_key(:receiptNumber));

-- name: allocations_by_sale_line :many
-- The batches that sale lines were taken from.
-- keys: :saleLineIds are saleLineId
select l.id as "saleLineId", m."batchId", -m.quantity as quantity
from inventory.api_sale_lines l
join inventory.api_movements m on m."documentId" = l."saleId" and m."documentLineId" = l.id and m.kind = 'SALE'
where l.id = any (:saleLineIds::uuid[])
order by m.id;

-- name: components_by_sale_line :many
-- The components that the kits of sale lines had when they were sold.
-- keys: :saleLineIds are saleLineId
select c.sale_line_id as "saleLineId", c.product_id as "productId", c.quantity
from inventory.sale_line_components c
where c.sale_line_id = any (:saleLineIds::uuid[])
order by c.sale_line_id, c.product_id;
