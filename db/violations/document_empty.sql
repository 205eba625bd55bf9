-- Receipts, refunds, transfers and purchase orders without a line.
select (select count(*) from inventory.receipts r where not exists (
    select from inventory.batches b where b.tenant_id = r.tenant_id and b.receipt_id = r.id))
  + (select count(*) from inventory.refunds r where not exists (
    select from inventory.refund_lines l where l.tenant_id = r.tenant_id and l.refund_id = r.id))
  + (select count(*) from inventory.transfers t where not exists (
    select from inventory.transfer_lines l where l.tenant_id = t.tenant_id and l.transfer_id = t.id))
  + (select count(*) from inventory.purchase_orders o where not exists (
    select from inventory.purchase_order_lines l where l.tenant_id = o.tenant_id and l.purchase_order_id = o.id)) as violations
