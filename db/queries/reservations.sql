-- Reservations that cannot be met.

-- name: unmet_reservations_page :many :page :by_index
-- A page of the reservations of which less can be sold than is left of them, in the order of their ids.
-- not null: id, productId, locationId, promised, earlier, sellable, missing
select u.reservation_id as id, u.product_id as "productId", u.location_id as "locationId", u.promised, u.earlier, u.sellable, u.missing
from inventory.unmet_reservations u
where (:after::uuid is null or u.reservation_id > :after) and (:before::uuid is null or u.reservation_id < :before)
  and (:locationId::uuid is null or u.location_id = :locationId) and (:productId::uuid is null or u.product_id = :productId)
order by u.reservation_id limit :limit;

-- name: unmet_reservations_count :one :unprepared :by_index
-- How many reservations unmet_reservations_page finds.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.unmet_reservations u
  where (:locationId::uuid is null or u.location_id = :locationId) and (:productId::uuid is null or u.product_id = :productId)
  limit inventory.exact_count() + 1) r;
