-- Locations.

-- name: location_by_code :optional
-- The location of a code.
select l.* from inventory.api_locations l where l.code = :code;
