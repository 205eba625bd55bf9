-- The heads of all chains at a day's end. $1 day.
select h.batch_id as "batchId", h.location_id as "locationId", h.sequence, encode(h.hash, 'hex') as hash
from inventory.chain_heads($1::date) h
order by h.batch_id, h.location_id
