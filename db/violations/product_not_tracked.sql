-- Batches, lines of transfers and purchase orders, reservations, components and counts of products without inventory, and kits
-- without inventory.
select count(*) as violations from (
  select b.tenant_id, b.product_id from inventory.batches b
  union all
  select l.tenant_id, l.product_id from inventory.transfer_lines l
  union all
  select l.tenant_id, l.product_id from inventory.purchase_order_lines l
  union all
  select r.tenant_id, r.product_id from inventory.reservations r
  union all
  select a.tenant_id, a.product_id from inventory.assemblies a
  union all
  select c.tenant_id, unnest(array[c.component_id, case when not c.kit then c.kit_id end]) from inventory.kit_components c
  union all
  select c.tenant_id, k.id from inventory.stock_counts c cross join lateral unnest(c.product_ids) k (id)
  union all
  select k.tenant_id, k.id from inventory.products k where k.kind = 'KIT') d
join inventory.products p on p.tenant_id = d.tenant_id and p.id = d.product_id where not p.track_inventory
