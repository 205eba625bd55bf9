-- The intake of each batch.
select b.id as key, b.intake_quantity as intake from inventory.batches b
