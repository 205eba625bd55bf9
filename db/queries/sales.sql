-- Sales, their lines and their refunds.

-- name: sales_by_id :many
-- Sales by their ids.
-- keys: :ids are id
select s.* from inventory.api_sales s where s.id = any (:ids::uuid[]);

-- name: sale_by_receipt_number :optional
-- The sale of a receipt number.
select s.* from inventory.api_sales s where s."receiptNumber" = :receiptNumber;

-- name: sales_page :many :unprepared
-- A page of sales in the order of time.
select s.* from inventory.api_sales s
where (:after::uuid is null or s.id > :after) and (:locationId::uuid is null or s."locationId" = :locationId) and (:status::text is null or s.status = :status)
order by s.id limit :limit;

-- name: sales_count :one :unprepared :by_index
-- How many sales the filters of sales_page find.
select count(*) as count from inventory.api_sales s
where (:locationId::uuid is null or s."locationId" = :locationId) and (:status::text is null or s.status = :status);

-- name: sale_lines_by_sale :many
-- The lines of sales, in the order they were given.
-- keys: :saleIds are saleId
select l.* from inventory.api_sale_lines l where l."saleId" = any (:saleIds::uuid[]) order by l."lineNumber";

-- name: allocations_by_sale_line :many
-- The batches that sale lines were taken from.
-- keys: :saleLineIds are saleLineId
select l.id as "saleLineId", m."batchId", -m.quantity as quantity
from inventory.api_sale_lines l
join inventory.api_movements m on m."documentId" = l."saleId" and m."documentLineId" = l.id and m.kind = 'SALE'
where l.id = any (:saleLineIds::uuid[])
order by m.id;

-- name: refunds_by_sale :many
-- The refunds of sales, in the order of time.
-- keys: :saleIds are saleId
select r.* from inventory.api_refunds r where r."saleId" = any (:saleIds::uuid[]) order by r.id;

-- name: refund_lines_by_refund :many
-- The lines of refunds.
-- keys: :refundIds are refundId
select l.tenant_id as "tenantId", l.id, l.refund_id as "refundId", l.sale_line_id as "saleLineId", l.quantity from inventory.refund_lines l
where l.refund_id = any (:refundIds::uuid[]) order by l.id;
