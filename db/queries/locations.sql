-- Locations.

-- name: locations :many
-- Every location, by code.
select l.* from inventory.api_locations l order by l.code;

-- name: locations_by_id :many
-- Locations by their ids.
-- keys: :ids are id
select l.* from inventory.api_locations l where l.id = any (:ids::uuid[]);

-- name: location_by_code :optional
-- The location of a code.
select l.* from inventory.api_locations l where l.code = :code;
