-- Batches with a negative cost.
select count(*) as violations from inventory.batches b where b.unit_cost < 0
