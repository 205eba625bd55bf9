-- The batches that transfer lines were taken from. $1 transfer lines.
select l.id as "transferLineId", m."batchId", -m.quantity as quantity
from inventory.api_transfer_lines l
join inventory.api_movements m on m."documentId" = l."transferId" and m."documentLineId" = l.id and m.kind = 'TRANSFER_OUT'
where l.id = any ($1::uuid[])
order by m.id
