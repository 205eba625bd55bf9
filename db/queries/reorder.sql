-- What to buy.

-- name: reorder_suggestions :many
-- Watched stock of which too little is available, on order and in transit to there, by SKU and location.
-- not null: soldPerDay, suggestedQuantity, suggestedUnits, unit, onOrder, inTransit, available, minimum, sold28, daysInStock28, sold90, daysInStock90, everywhere, locationId
select r.product_id as "productId", r.location_id as "locationId", r.everywhere, r.available, r.on_order as "onOrder", r.in_transit as "inTransit", r.minimum, r.maximum,
  r.sold_28 as "sold28", r.days_28 as "daysInStock28", r.sold_90 as "sold90", r.days_90 as "daysInStock90",
  inventory.per_day(r.sold_28, r.days_28)::float8 as "soldPerDay28", inventory.per_day(r.sold_90, r.days_90)::float8 as "soldPerDay90",
  r.sold_per_day::float8 as "soldPerDay",
  case when r.sold_per_day > 0 then round(r.available / r.sold_per_day, 1)::float8 end as "daysOfCover",
  r.units * r.factor as "suggestedQuantity", r.unit, r.units as "suggestedUnits", r.supplier_id as "supplierId",
  r.lead_time_days as "leadTimeDays", inventory.price_text(r.unit_cost) as "unitCost"
from inventory.reorder_suggestions r
join inventory.products p on p.tenant_id = r.tenant_id and p.id = r.product_id
join inventory.locations o on o.tenant_id = r.tenant_id and o.id = r.location_id
where (:locationId::uuid is null or r.location_id = :locationId) and (:supplierId::uuid is null or r.supplier_id = :supplierId)
order by p.sku, o.code limit 10000;

-- name: stock_level_at :one
-- The stock of a product at a location; none where it was never there.
-- not null: onHand, reserved, expired, quarantined, available
select p.tenant_id as "tenantId", p.id as "productId", o.id as "locationId", coalesce(s.on_hand, 0) as "onHand",
  coalesce(s.reserved, 0) as reserved, coalesce(s.expired, 0) as expired, coalesce(s.quarantined, 0) as quarantined,
  coalesce(s.available, 0) as available
from inventory.products p
join inventory.locations o on o.tenant_id = p.tenant_id and o.id = :locationId::uuid
left join inventory.stock_availability s on s.tenant_id = p.tenant_id and s.product_id = p.id and s.location_id = o.id
where p.id = :productId::uuid;

-- name: backtest :many :unprepared
-- How often products would have run out; see inventory.backtest_reorder.
-- not null: method, products, leftOut, days, daysWanted, daysShort, wanted, short, heldPerDay, percentShort
select b.method, b.products, b.products_left_out as "leftOut", b.days, b.days_wanted as "daysWanted", b.days_short as "daysShort",
  b.wanted::text as wanted, b.short::text as short, b.held_per_day::text as "heldPerDay",
  round(100.0 * b.days_short / greatest(b.days_wanted, 1), 2)::text as "percentShort"
from inventory.backtest_reorder(:codes::text[], :days::text[]::date[], :quantities::text[]::bigint[], :leadDays::integer, :warmUp::integer,
  :window::integer, :smoothing::text::numeric, :safety::text::numeric, :cover::integer) b;
