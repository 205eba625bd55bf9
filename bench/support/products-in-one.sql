-- The answer of the benchmark's query in one statement over the tables, as a hand-written endpoint would send it.
select json_build_object('data', json_build_object('products', json_build_object('nodes', json_agg(json_build_object(
  'id', p.id, 'sku', p.sku, 'name', p.name, 'status', p.status,
  'stock', (
    select json_agg(json_build_object('onHand', s.on_hand, 'reserved', s.reserved, 'expired', b.expired, 'quarantined', b.quarantined,
      'available', greatest(s.on_hand - b.expired - b.quarantined - s.reserved, 0), 'location', json_build_object('code', o.code))
      order by s.location_id)
    from inventory.stock_levels s
    join inventory.locations o on o.id = s.location_id
    cross join lateral (
      select coalesce(sum(k.quantity) filter (where k.expiry_date < current_date), 0) as expired,
        coalesce(sum(k.quantity) filter (where (k.expiry_date < current_date) is not true and (k.held or o.kind = 'QUARANTINE' or not o.active)), 0) as quarantined
      from inventory.batch_stock k where k.product_id = s.product_id and k.location_id = s.location_id and k.in_stock
    ) b
    where s.product_id = p.id),
  'batches', json_build_object('nodes', (
    select json_agg(json_build_object('id', b.id, 'batchNumber', b.batch_number,
      'status', case when b.voided_at is not null then 'VOIDED' when coalesce(l.hold, b.hold) is not null then coalesce(l.hold, b.hold)
        when k.remaining = 0 then 'DEPLETED' when l.expiry_date < current_date then 'EXPIRED' else 'ACTIVE' end,
      'expiryDate', l.expiry_date, 'intakeQuantity', b.intake_quantity, 'remainingQuantity', k.remaining) order by b.id)
    from (select * from inventory.batches b where b.product_id = p.id order by b.id limit 8) b
    join inventory.lots l on l.id = b.lot_id
    cross join lateral (select coalesce(sum(k.quantity), 0) as remaining from inventory.batch_stock k where k.batch_id = b.id) k)))
  order by p.sku))))::text as result
from (select p.id, p.sku, p.name, p.status from inventory.products p order by p.sku limit 50) p
