-- Sales, their lines and their refunds.

-- name: sale_by_receipt_number :optional
-- The sale of a receipt number.
select s.* from inventory.api_sales s
where s.id = (select k.id from inventory.sales k where k.receipt_number_key = inventory.code_key(:receiptNumber));

-- name: allocations_by_sale_line :many
-- The batches that sale lines were taken from. For each line by its sale: a session that planned this while the tables were
-- nearly empty would read all movements, and all lines for each.
-- keys: :saleLineIds are saleLineId
select l.id as "saleLineId", m."batchId", -m.quantity as quantity
from inventory.api_sale_lines l
cross join lateral (
  select a.id, a."batchId", a.quantity from inventory.api_movements a
  where a."documentId" = l."saleId" and a."documentLineId" = l.id and a.kind = 'SALE' offset 0) m
where l.id = any (:saleLineIds::uuid[])
order by m.id;

-- name: components_by_sale_line :many
-- The components that the kits of sale lines had when they were sold.
-- keys: :saleLineIds are saleLineId
select c.sale_line_id as "saleLineId", c.product_id as "productId", c.quantity
from inventory.sale_line_components c
where c.sale_line_id = any (:saleLineIds::uuid[])
order by c.sale_line_id, c.product_id;
