-- Transfers that go nowhere.
select count(*) as violations from inventory.transfers t where t.from_location_id = t.to_location_id
