-- The lines that were written off, by movement.
select m.id as key, concat_ws(' ', m.batch_id, m.location_id, m.quantity) as line
from inventory.movements m where m.kind = 'EXPIRY'
