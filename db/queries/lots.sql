-- Lots, and where their goods came from and went.

-- name: lots_by_product :many :page
-- A page of lots for each of some products, in the order in which they first came in.
-- keys: :productIds are productId
select l.* from unnest(:productIds::uuid[]) p (id)
cross join lateral (
  select l.* from inventory.api_lots l
  where l."productId" = p.id and (:after::uuid is null or l.id > :after) and (:before::uuid is null or l.id < :before)
  order by l.id limit :limit
) l;

-- name: lots_count_by_product :many :by_index
-- How many lots each of some products has.
-- keys: :productIds are productId
-- not null: productId
select k.id as "productId", c.count, c.more from unnest(:productIds::uuid[]) k (id)
cross join lateral (
  select count(*) as count, count(*) > inventory.exact_count() as more from (
    select from inventory.lots l where l.product_id = k.id
    limit inventory.exact_count() + 1) r
) c;

-- name: lot_places :many
-- Where batches of a lot have been and are: one row for each location.
select bs.location_id as "locationId", sum(bs.quantity)::bigint as quantity, sum(bs.sold_quantity)::bigint as "soldQuantity",
  sum(bs.refunded_quantity)::bigint as "refundedQuantity", sum(bs.transferred_in_quantity)::bigint as "transferredInQuantity",
  sum(bs.transferred_out_quantity)::bigint as "transferredOutQuantity"
from inventory.batches b
join inventory.batch_stock bs on bs.tenant_id = b.tenant_id and bs.batch_id = b.id
where b.lot_id = :lotId::uuid
group by bs.location_id
order by bs.location_id;

-- name: lot_transfers :many
-- The transfers that batches of a lot went with, in the order they were requested.
select t.* from (
  select distinct m.document_id
  from inventory.batches b
  cross join lateral (
    select v.document_id from inventory.movements v
    where v.tenant_id = b.tenant_id and v.batch_id = b.id and v.kind = 'TRANSFER_OUT' offset 0) m
  where b.lot_id = :lotId::uuid
) m
join inventory.api_transfers t on t.id = m.document_id
order by t.id;

-- name: lot_sales_page :many :page :by_index
-- A page of the sales that took from batches of a lot, in the order of time; `after` and `before` are sales.
select m.document_id as "saleId", m.location_id as "locationId", -sum(m.quantity)::bigint as quantity, coalesce(sum(r.returned), 0)::bigint as "returnedQuantity"
from inventory.batches b
cross join lateral (
  select v.tenant_id, v.id, v.document_id, v.location_id, v.quantity from inventory.movements v
  where v.tenant_id = b.tenant_id and v.batch_id = b.id and v.kind = 'SALE' offset 0) m
cross join lateral (
  select sum(v.quantity) as returned from inventory.movements v where v.tenant_id = m.tenant_id and v.reverses_id = m.id
) r
where b.lot_id = :lotId::uuid and (:after::uuid is null or m.document_id > :after) and (:before::uuid is null or m.document_id < :before)
group by m.document_id, m.location_id
order by m.document_id limit :limit;

-- name: lot_sales_count :one :unprepared :by_index
-- How many sales took from batches of a lot.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select distinct m.document_id from inventory.batches b
  cross join lateral ( -- by its key: a hash join would read all movements
    select v.document_id from inventory.movements v
    where v.tenant_id = b.tenant_id and v.batch_id = b.id and v.kind = 'SALE' offset 0) m
  where b.lot_id = :lotId::uuid
  limit inventory.exact_count() + 1) r;

-- name: lot_by_number :optional
-- The lot of a product by its number, in whatever case it is written.
select l.* from inventory.api_lots l
where l.id = (
  select x.id from inventory.lots x where x.product_id = :productId::uuid and x.lot_number_key = inventory.code_key(:lotNumber));
