-- Purchase orders, and what is on order.

-- name: purchase_order_by_number :optional
-- The purchase order of a number, in whatever case it is written.
select o.* from inventory.api_purchase_orders o
where o.id = (select k.id from inventory.purchase_orders k where k.order_number_key = inventory.code_key(:orderNumber));

-- name: purchase_orders_page :many :page
-- A page of purchase orders, in the order in which they were written.
select o.* from inventory.api_purchase_orders o
where (:after::uuid is null or o.id > :after) and (:before::uuid is null or o.id < :before)
  and (:status::text is null or o.status = :status) and (:supplierId::uuid is null or o."supplierId" = :supplierId)
  and (:locationId::uuid is null or o."locationId" = :locationId)
  and (:late::boolean is null or o.late = :late)
  and (:from::date is null or o."businessDate" >= :from) and (:to::date is null or o."businessDate" <= :to)
order by o.id limit :limit;

-- name: purchase_orders_count :one :unprepared :by_index
-- How many purchase orders the filters of purchase_orders_page find.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.api_purchase_orders o
  where (:status::text is null or o.status = :status) and (:supplierId::uuid is null or o."supplierId" = :supplierId)
    and (:locationId::uuid is null or o."locationId" = :locationId)
    and (:late::boolean is null or o.late = :late)
    and (:from::date is null or o."businessDate" >= :from) and (:to::date is null or o."businessDate" <= :to)
  limit inventory.exact_count() + 1) r;

-- name: on_order_by_product :many
-- What is on order of products, at each location.
-- keys: :productIds are productId
-- not null: onOrder
select s.product_id as "productId", s.location_id as "locationId", s.on_order as "onOrder", s.expected_on as "expectedOn"
from inventory.stock_on_order s
where s.product_id = any (:productIds::uuid[]) and (:locationId::uuid is null or s.location_id = :locationId)
order by s.product_id, s.location_id;
