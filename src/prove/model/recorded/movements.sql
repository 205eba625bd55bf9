-- What each document moved. Other files compare corrections (intakes.sql), voids of receipts (documents.sql) and
-- write-offs (write-offs.sql); the rule count_closed compares counts.
select concat_ws(' ', m.document_id, m.kind, m.product_id, m.location_id) as key, sum(m.quantity) as quantity
from inventory.movements m
where m.kind not in ('INTAKE_CORRECTION', 'RECEIPT_VOID', 'COUNT', 'EXPIRY')
group by m.document_id, m.kind, m.product_id, m.location_id
