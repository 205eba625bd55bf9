-- Voids, refunds, adjustments, rejections, cancelled transfers, posted counts and holds without a reason.
select (select count(*) from inventory.products p where btrim(p.sku_reason) = '')
  + (select count(*) from inventory.sales s where s.status = 'VOIDED' and coalesce(btrim(s.void_reason), '') = '')
  + (select count(*) from inventory.refunds r where btrim(r.reason) = '')
  + (select count(*) from inventory.receipts r where r.voided_at is not null and coalesce(btrim(r.void_reason), '') = '')
  + (select count(*) from inventory.assemblies a where a.status = 'VOIDED' and coalesce(btrim(a.void_reason), '') = '')
  + (select count(*) from inventory.adjustments a where btrim(a.reason) = ''
    or a.status = 'REJECTED' and coalesce(btrim(a.rejection_reason), '') = '')
  + (select count(*) from inventory.transfers t where t.status = 'CANCELLED' and coalesce(btrim(t.cancel_reason), '') = '')
  + (select count(*) from inventory.purchase_orders o where o.status in ('CLOSED_SHORT', 'CANCELLED') and coalesce(btrim(o.reason), '') = '')
  + (select count(*) from inventory.transfer_closings c where btrim(c.reason) = ''
    or c.status = 'REJECTED' and coalesce(btrim(c.rejection_reason), '') = '')
  + (select count(*) from inventory.stock_counts c where c.status = 'POSTED' and coalesce(btrim(c.post_reason), '') = '')
  + (select count(*) from inventory.batches b where b.hold is not null and coalesce(btrim(b.hold_reason), '') = '')
  + (select count(*) from inventory.lots l where l.hold is not null and coalesce(btrim(l.hold_reason), '') = '') as violations
