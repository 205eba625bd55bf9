-- What each document moved: intake without its corrections and voids, which batches.sql compares.
select concat_ws(' ', m.document_id, m.kind, m.product_id, m.location_id) as key, sum(m.quantity) as quantity
from inventory.movements m
where m.kind not in ('INTAKE_CORRECTION', 'RECEIPT_VOID', 'COUNT', 'EXPIRY')
group by m.document_id, m.kind, m.product_id, m.location_id
