-- Transfers to the location that they come from.
select count(*) as violations from inventory.transfers t where t.from_location_id = t.to_location_id
