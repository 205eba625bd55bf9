-- Every chain that did not verify.
select b.batch_id as "batchId", b.location_id as "locationId", b.sequence, b.what, inventory.utc_text(b.found_at) as "foundAt"
from inventory.broken_chains b
order by b.found_at, b.batch_id, b.location_id
