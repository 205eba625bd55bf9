-- Voids and refunds without a reason.
select (select count(*) from inventory.sales s where s.status = 'VOIDED' and coalesce(btrim(s.void_reason), '') = '')
  + (select count(*) from inventory.refunds r where btrim(r.reason) = '')
  + (select count(*) from inventory.receipts r where r.voided_at is not null and coalesce(btrim(r.void_reason), '') = '') as violations
