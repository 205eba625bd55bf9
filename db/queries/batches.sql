-- Receipts and the batches that came in with them.

-- name: batches_page :many :page
-- A page of batches in the order they came in.
select b.* from inventory.api_batches b
where (:productId::uuid is null or b."productId" = :productId)
  and (:after::uuid is null or b.id > :after) and (:before::uuid is null or b.id < :before)
  and (:locationId::uuid is null or b."locationId" = :locationId) and (:status::text is null or b.status = :status)
  and (:expiringBefore::date is null or b."expiryDate" < :expiringBefore)
  and (:batchNumber::text is null or inventory.code_key(b."batchNumber") = inventory.code_key(:batchNumber))
order by b.id limit :limit;

-- name: batches_count :one :unprepared :by_index
-- How many batches the filters of batches_page find. It reads the table, because the view adds up the stock of each batch;
-- only a filter by status needs that.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.batches b
  where (:productId::uuid is null or b.product_id = :productId)
    and (:locationId::uuid is null or b.location_id = :locationId)
    and (:status::text is null or :status = (
      select a.status from inventory.api_batches a where a."tenantId" = b.tenant_id and a.id = b.id))
    and (:expiringBefore::date is null or :expiringBefore > (
      select l.expiry_date from inventory.lots l where l.tenant_id = b.tenant_id and l.id = b.lot_id))
    and (:batchNumber::text is null or inventory.code_key(:batchNumber) = (
      select l.lot_number_key from inventory.lots l where l.tenant_id = b.tenant_id and l.id = b.lot_id))
  limit inventory.exact_count() + 1) r;

-- name: batches_count_by_product :many :unprepared :by_index
-- The same for each of some products.
-- keys: :productIds are productId
-- not null: productId
select k.id as "productId", c.count, c.more from unnest(:productIds::uuid[]) k (id)
cross join lateral (
  select count(*) as count, count(*) > inventory.exact_count() as more from (
    select from inventory.batches b
    where b.product_id = k.id
      and (:locationId::uuid is null or b.location_id = :locationId)
      and (:status::text is null or :status = (
        select a.status from inventory.api_batches a where a."tenantId" = b.tenant_id and a.id = b.id))
      and (:expiringBefore::date is null or :expiringBefore > (
        select l.expiry_date from inventory.lots l where l.tenant_id = b.tenant_id and l.id = b.lot_id))
      and (:batchNumber::text is null or inventory.code_key(:batchNumber) = (
        select l.lot_number_key from inventory.lots l where l.tenant_id = b.tenant_id and l.id = b.lot_id))
    limit inventory.exact_count() + 1) r
) c;

-- name: batches_by_product :many :page
-- A page of batches for each of some products.
-- keys: :productIds are productId
select b.* from unnest(:productIds::uuid[]) p (id)
cross join lateral (
  select b.* from inventory.api_batches b
  where b."productId" = p.id and (:after::uuid is null or b.id > :after) and (:before::uuid is null or b.id < :before)
    and (:locationId::uuid is null or b."locationId" = :locationId) and (:status::text is null or b.status = :status)
    and (:expiringBefore::date is null or b."expiryDate" < :expiringBefore)
  and (:batchNumber::text is null or inventory.code_key(b."batchNumber") = inventory.code_key(:batchNumber))
  order by b.id limit :limit
) b;

-- name: batches_in_stock :many :unprepared :by_index
-- For each of some products, a page of the batches of which something is in stock, at one location or anywhere, in the order
-- in which take_stock takes them, with what is there. Only what of them is in a state, where one is given: as
-- goods_availability adds it up. `after` is a batch; what follows it is so by its expiry date of now.
-- keys: :productIds are productId
-- not null: productId, id, quantity
select k.id as "productId", s.batch_id as id, s.quantity
from unnest(:productIds::uuid[]) k (id)
cross join lateral (
  select bs.batch_id, bs.expiry_date, bs.received_at, sum(bs.quantity)::bigint as quantity
  from inventory.batch_stock bs
  left join inventory.locations o on o.tenant_id = bs.tenant_id and o.id = bs.location_id
  cross join lateral (select inventory.tenant_today(bs.tenant_id) as today offset 0) t
  where bs.product_id = k.id and bs.in_stock and (:locationId::uuid is null or bs.location_id = :locationId)
    and (:state::text is null or :state = case when inventory.is_expired(bs.expiry_date, t.today) then 'EXPIRED'
      when bs.held or inventory.is_set_apart(o.kind, o.active) then 'QUARANTINED' else 'SELLABLE' end)
    and (:after::uuid is null or exists (
      select from inventory.batches b
      join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
      where b.id = :after and (
        -- Dates ascend, and none comes last.
        bs.expiry_date > l.expiry_date or (bs.expiry_date is null and l.expiry_date is not null)
        or (bs.expiry_date is not distinct from l.expiry_date and (bs.received_at, bs.batch_id) > (b.received_at, b.id)))))
  group by bs.expiry_date, bs.received_at, bs.batch_id
  order by bs.expiry_date, bs.received_at, bs.batch_id limit :limit
) s
order by k.id, s.expiry_date, s.received_at, s.batch_id;

-- name: batches_in_stock_count :many :unprepared :by_index
-- How many batches the filters of batches_in_stock find for each of some products.
-- keys: :productIds are productId
-- not null: productId
select k.id as "productId", c.count, c.more from unnest(:productIds::uuid[]) k (id)
cross join lateral (
  select count(*) as count, count(*) > inventory.exact_count() as more from (
    select distinct bs.batch_id from inventory.batch_stock bs
    left join inventory.locations o on o.tenant_id = bs.tenant_id and o.id = bs.location_id
    cross join lateral (select inventory.tenant_today(bs.tenant_id) as today offset 0) t
    where bs.product_id = k.id and bs.in_stock and (:locationId::uuid is null or bs.location_id = :locationId)
      and (:state::text is null or :state = case when inventory.is_expired(bs.expiry_date, t.today) then 'EXPIRED'
        when bs.held or inventory.is_set_apart(o.kind, o.active) then 'QUARANTINED' else 'SELLABLE' end)
    limit inventory.exact_count() + 1) r
) c;

-- name: expiring_batches :many
-- Batches with stock, at one location or anywhere, that can be sold for at most so many more days (today is day 0), in
-- the order in which they expire. Expired ones are not among them.
select b.* from inventory.lots l
join inventory.batches k on k.tenant_id = l.tenant_id and k.lot_id = l.id
join inventory.api_batches b on b."tenantId" = k.tenant_id and b.id = k.id
cross join lateral (select inventory.tenant_today(l.tenant_id) as today offset 0) t
where l.expiry_date between t.today and t.today + :withinDays::integer
  and exists (
    select from inventory.batch_stock bs
    where bs.tenant_id = b."tenantId" and bs.batch_id = b.id and bs.in_stock and (:locationId::uuid is null or bs.location_id = :locationId))
order by b."expiryDate", b.id
limit 10000;

-- name: batch_places :many
-- Where batches have been and are: one row for each batch and location.
-- keys: :batchIds are batchId
select bs.batch_id as "batchId", bs.location_id as "locationId", bs.quantity, bs.sold_quantity as "soldQuantity",
  bs.refunded_quantity as "refundedQuantity", bs.transferred_in_quantity as "transferredInQuantity",
  bs.transferred_out_quantity as "transferredOutQuantity"
from inventory.batch_stock bs
where bs.batch_id = any (:batchIds::uuid[])
order by bs.batch_id, bs.location_id;

-- name: batch_sales_page :many :page :by_index
-- A page of the sales that took from a batch, in the order of time; `after` and `before` are sales.
select m.document_id as "saleId", m.location_id as "locationId", -sum(m.quantity)::bigint as quantity, coalesce(sum(r.returned), 0)::bigint as "returnedQuantity"
from inventory.movements m
cross join lateral (
  select sum(v.quantity) as returned from inventory.movements v where v.tenant_id = m.tenant_id and v.reverses_id = m.id
) r
where m.batch_id = :batchId::uuid and m.kind = 'SALE' and (:after::uuid is null or m.document_id > :after) and (:before::uuid is null or m.document_id < :before)
group by m.document_id, m.location_id
order by m.document_id limit :limit;

-- name: batch_sales_count :one :unprepared :by_index
-- How many sales took from a batch.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select distinct m.document_id from inventory.movements m
  where m.batch_id = :batchId::uuid and m.kind = 'SALE'
  limit inventory.exact_count() + 1) r;
