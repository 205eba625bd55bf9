-- Another closing quantity of a day.
-- Refused by: stock_written_outside_ledger, privilege
update inventory.daily_stock d set closing = d.closing + 1555, adjustments = d.adjustments + 1555
from inventory.batches b
where b.tenant_id = :tenant and b.id = :batch
  and d.tenant_id = b.tenant_id and d.product_id = b.product_id and d.location_id = b.location_id;
