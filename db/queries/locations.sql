-- Locations.

-- name: location_by_code :optional
-- The location of a code, in whatever case it is written.
select l.* from inventory.api_locations l
where l.id = (select k.id from inventory.locations k where k.code_key = inventory.code_key(:code));

-- name: locations_by_code :many
-- Every location, in the order of codes.
select l.* from inventory.api_locations l order by l.code;
