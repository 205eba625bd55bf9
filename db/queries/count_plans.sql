-- Counting by plan.

-- name: count_plans :many
-- How often each class is counted.
-- not null: class, everyDays, tolerancePercent
select case c.class when 'A' then 'A' when 'B' then 'B' else 'C' end as class, coalesce(n.every_days, inventory.count_interval(c.class)) as "everyDays", coalesce(n.tolerance_percent, 0) as "tolerancePercent"
from (values ('A'), ('B'), ('C')) c (class)
left join inventory.count_plans n on n.class = c.class
order by c.class;

-- name: counts_due :many :unprepared :by_index
-- What is to be counted by a day, the highest class and what is longest due first.
-- nullable: at, locationId
-- not null: productId, locationId, class, classByManager, dueOn, daysOverdue
-- null: lastCountedOn, stockCountId
select s.product_id as "productId", s.location_id as "locationId",
  case s.class when 'A' then 'A' when 'B' then 'B' else 'C' end as class, s.by_manager as "classByManager", s.counted_on as "lastCountedOn",
  s.due_on as "dueOn", inventory.business_date(t.time_zone, now()) - s.due_on as "daysOverdue", s.open_count_id as "stockCountId"
from inventory.tenants t
cross join lateral inventory.count_schedule(t.id, :locationId::uuid, null) s
join inventory.products p on p.tenant_id = t.id and p.id = s.product_id
join inventory.locations o on o.tenant_id = t.id and o.id = s.location_id
where s.due_on <= coalesce(:at::date, inventory.business_date(t.time_zone, now())) and (:class::text is null or s.class = :class)
order by s.class, s.due_on, p.sku_key, o.code_key limit 10000;

-- name: count_classes_of_products :many
-- The classes that managers gave to some products.
-- keys: :productIds are productId
-- not null: productId, class
select k.product_id as "productId", k.class from inventory.count_classes k where k.product_id = any (:productIds::uuid[]) and k.class is not null;
