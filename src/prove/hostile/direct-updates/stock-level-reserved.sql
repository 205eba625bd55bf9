-- Another quantity reserved.
-- Refused by: stock_written_outside_ledger, privilege
update inventory.stock_levels s set reserved = 0
from inventory.batches b
where b.tenant_id = :tenant and b.id = :batch
  and s.tenant_id = b.tenant_id and s.product_id = b.product_id and s.location_id = b.location_id;
