-- Batches that had expired when they were received, and whose line did not accept expired goods.
select count(*) as violations from inventory.batches b where not b.accepted_expired and b.expiry_at_receipt < b.received_on
