-- Batches received after their expiry date.
select count(*) as violations from inventory.batches b where b.expiry_date < b.received_on
