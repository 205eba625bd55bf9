-- Stock levels, batches, movements, reservations, stock policies, assemblies, lines of transfers and of purchase orders, counts and what
-- suppliers sell, of kits; and kits with a reorder point.
select count(*) as violations from (
  select s.tenant_id, s.product_id from inventory.stock_levels s
  union all
  select b.tenant_id, b.product_id from inventory.batches b
  union all
  select m.tenant_id, m.product_id from inventory.movements m
  union all
  select l.tenant_id, l.product_id from inventory.transfer_lines l
  union all
  select a.tenant_id, a.product_id from inventory.assemblies a
  union all
  select r.tenant_id, r.product_id from inventory.reservations r
  union all
  select l.tenant_id, l.product_id from inventory.purchase_order_lines l
  union all
  select s.tenant_id, s.product_id from inventory.supplier_products s
  union all
  select s.tenant_id, s.product_id from inventory.stock_policies s
  union all
  select c.tenant_id, k.id from inventory.stock_counts c cross join lateral unnest(c.product_ids) k (id)
  union all
  select k.tenant_id, k.id from inventory.products k where k.reorder_point is not null) d
join inventory.products p on p.tenant_id = d.tenant_id and p.id = d.product_id where p.kind = 'KIT'
