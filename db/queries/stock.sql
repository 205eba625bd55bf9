-- Stock of products, and where it went.

-- name: stock_by_product :many
-- The stock of products, at one location or at each.
-- keys: :productIds are productId
select s.* from inventory.api_stock s
where s."productId" = any (:productIds::uuid[]) and (:locationId::uuid is null or s."locationId" = :locationId)
order by s."productId", s."locationId";

-- name: stock_totals :many
-- What products have over all locations; no row for a product that was never in stock.
-- keys: :productIds are productId
-- not null: onHand, available
select s."productId", sum(s."onHand")::bigint as "onHand", sum(s.available)::bigint as available from inventory.api_stock s
where s."productId" = any (:productIds::uuid[]) group by s."productId";

-- name: low_stock :many
-- Stock that is low, at one location or over all: of a product with policies where less than the minimum of one is available, of
-- another where less than its reorder point is. A product that was never there has none available.
with levels as (
  select p.tenant_id, p.id as product_id, p.reorder_point, o.id as location_id, coalesce(s.on_hand, 0) as on_hand,
    coalesce(s.reserved, 0) as reserved, coalesce(s.expired, 0) as expired, coalesce(s.quarantined, 0) as quarantined,
    coalesce(s.available, 0) as available, s.product_id is not null as known,
    sum(coalesce(s.available, 0)) over (partition by p.id) as available_in_all,
    bool_or(s.product_id is not null) over (partition by p.id) as known_somewhere, p.sku, o.code
  from inventory.products p
  join inventory.locations o on o.tenant_id = p.tenant_id and not inventory.is_set_apart(o.kind, o.active)
    and (:locationId::uuid is null or o.id = :locationId)
  left join inventory.stock_availability s on s.tenant_id = p.tenant_id and s.product_id = p.id and s.location_id = o.id
  where p.reorder_point is not null and p.track_inventory and p.status = 'ACTIVE' and not exists (
    select from inventory.stock_policies k where k.tenant_id = p.tenant_id and k.product_id = p.id and k.minimum is not null)
), low as (
  select l.tenant_id, l.product_id, l.location_id, l.on_hand, l.reserved, l.expired, l.quarantined, l.available, l.sku, l.code
  from levels l
  where l.available_in_all < l.reorder_point and (l.known or not l.known_somewhere)
  union all
  select w.tenant_id, w.product_id, o.id, coalesce(s.on_hand, 0), coalesce(s.reserved, 0), coalesce(s.expired, 0),
    coalesce(s.quarantined, 0), w.available, p.sku, o.code
  from inventory.watched_stock w
  join inventory.products p on p.tenant_id = w.tenant_id and p.id = w.product_id
  join inventory.locations o on o.tenant_id = w.tenant_id and o.id = w.location_id
  left join inventory.stock_availability s on s.tenant_id = w.tenant_id and s.product_id = w.product_id and s.location_id = w.location_id
  where w.available < w.minimum and (:locationId::uuid is null or w.location_id = :locationId)
)
select l.tenant_id as "tenantId", l.product_id as "productId", l.location_id as "locationId", l.on_hand as "onHand", l.reserved, l.expired,
  l.quarantined, l.available
from low l
order by l.sku, l.code
limit 10000;

-- name: stock_flow :one
-- Where a product's intake went, in base units: warehouses on one side, storefronts on the other.
with places as (
  select o.kind, coalesce(sum(bs.quantity), 0) as on_hand, coalesce(sum(bs.intake_quantity), 0) as intake,
    coalesce(sum(bs.adjusted_quantity), 0) as adjusted, coalesce(sum(bs.sold_quantity), 0) as sold,
    coalesce(sum(bs.refunded_quantity), 0) as refunded, coalesce(sum(bs.expired_quantity), 0) as expired,
    coalesce(sum(bs.transferred_out_quantity - bs.transferred_in_quantity), 0) as gone
  from inventory.batch_stock bs
  join inventory.locations o on o.tenant_id = bs.tenant_id and o.id = bs.location_id
  where bs.product_id = :productId::uuid
  group by o.kind
), moved as (
  -- What left and did not come back, and what of it arrived.
  select f.kind as from_kind, sum(l."receivedQuantity" + l."inTransitQuantity") as gone, sum(l."receivedQuantity") as arrived
  from inventory.api_transfer_lines l
  join inventory.transfers t on t.tenant_id = l."tenantId" and t.id = l."transferId" and t.dispatched_at is not null
  join inventory.locations f on f.tenant_id = t.tenant_id and f.id = t.from_location_id
  join inventory.locations d on d.tenant_id = t.tenant_id and d.id = t.to_location_id
  where l."productId" = :productId::uuid and f.kind <> d.kind and f.kind <> 'QUARANTINE' and d.kind <> 'QUARANTINE'
  group by f.kind
), counted as (
  -- The last figure of each batch and place, with the goods that moved since.
  select k.counted_quantity + inventory.goods_moved_since(k.tenant_id, k.batch_id, k.location_id, k.seen_sequence) as counted,
    bs.quantity
  from (
    select distinct on (l.batch_id, l.location_id) l.*
    from inventory.stock_count_lines l
    join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id and c.status <> 'CANCELLED'
    join inventory.locations o on o.tenant_id = l.tenant_id and o.id = l.location_id and o.kind = 'STOREFRONT'
    where l.product_id = :productId::uuid and l.counted_quantity is not null
      and not exists ( -- a figure from before an archive: what moved since is not known
        select from inventory.chain_anchors a
        where a.tenant_id = l.tenant_id and a.batch_id = l.batch_id and a.location_id = l.location_id
          and a.business_date <= inventory.archived_until(l.tenant_id) and a.sequence > l.seen_sequence)
    order by l.batch_id, l.location_id, l.counted_at desc
  ) k
  left join inventory.batch_stock bs
    on bs.tenant_id = k.tenant_id and bs.batch_id = k.batch_id and bs.location_id = k.location_id
), sums as (
  select
    (select coalesce(sum(intake), 0) from places) as intake,
    (select coalesce(sum(adjusted), 0) from places where kind = 'WAREHOUSE') as adjusted,
    (select coalesce(sum(adjusted), 0) from places where kind = 'STOREFRONT') as storefront_adjusted,
    (select coalesce(sum(intake), 0) from places where kind = 'STOREFRONT') as storefront_intake,
    (select coalesce(sum(on_hand), 0) from places where kind = 'STOREFRONT') as storefront_on_hand,
    (select coalesce(sum(sold), 0) from places) as sold,
    (select coalesce(sum(refunded), 0) from places) as refunded,
    (select coalesce(sum(expired), 0) from places) as expired,
    (select coalesce(sum(gone), 0) from places) as in_transit,
    (select coalesce(sum(on_hand), 0) from places where kind = 'QUARANTINE') as quarantined,
    (select coalesce(sum(adjusted), 0) from places where kind = 'QUARANTINE') as quarantine_adjusted,
    (select coalesce(sum(gone) filter (where from_kind = 'WAREHOUSE'), 0)
      - coalesce(sum(arrived) filter (where from_kind = 'STOREFRONT'), 0) from moved) as sent,
    (select coalesce(sum(arrived) filter (where from_kind = 'WAREHOUSE'), 0)
      - coalesce(sum(gone) filter (where from_kind = 'STOREFRONT'), 0) from moved) as arrived,
    (select coalesce(sum(s.available), 0) from inventory.stock_availability s
      join inventory.locations o on o.tenant_id = s.tenant_id and o.id = s.location_id and o.kind = 'WAREHOUSE'
      where s.product_id = :productId::uuid) as warehouse_available,
    (select sum(counted) from counted) as counted,
    (select sum(counted - coalesce(quantity, 0)) from counted) as gap
)
select :productId::uuid as "productId", s.intake::bigint as intake, s.adjusted::bigint as adjusted, s.sent::bigint as "transferredOut",
  s.warehouse_available::bigint as "warehouseAvailable", (s.arrived + s.storefront_intake)::bigint as "storefrontReceived",
  s.sold::bigint as sold, s.refunded::bigint as refunded, s.storefront_on_hand::bigint as "storefrontExpected",
  s.counted::bigint as "storefrontCounted", s.gap::bigint as "storefrontGap",
  s.storefront_adjusted::bigint as "storefrontAdjusted", s.in_transit::bigint as "inTransit", s.expired::bigint as expired,
  s.quarantined::bigint as quarantined, s.quarantine_adjusted::bigint as "quarantineAdjusted"
from sums s;
