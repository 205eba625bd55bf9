-- Reservations.

-- name: reservations_by_id :many
-- Reservations by their ids.
-- keys: :ids are id
select x.* from inventory.api_reservations x where x.id = any (:ids::uuid[]);

-- name: reservations_page :many :unprepared
-- A page of reservations in the order they were made.
select r.* from inventory.api_reservations r
where (:after::uuid is null or r.id > :after) and (:status::text is null or r.status = :status)
  and (:locationId::uuid is null or r."locationId" = :locationId) and (:productId::uuid is null or r."productId" = :productId)
order by r.id limit :limit;

-- name: reservations_count :one :unprepared :by_index
-- How many reservations the filters of reservations_page find.
select count(*) as count from inventory.api_reservations r
where (:status::text is null or r.status = :status)
  and (:locationId::uuid is null or r."locationId" = :locationId) and (:productId::uuid is null or r."productId" = :productId);
