-- The batches that sale lines were taken from. $1 sale lines.
select l.id as "saleLineId", m."batchId", -m.quantity as quantity
from inventory.api_sale_lines l
join inventory.api_movements m on m."documentId" = l."saleId" and m."documentLineId" = l.id and m.kind = 'SALE'
where l.id = any ($1::uuid[])
order by m.id
