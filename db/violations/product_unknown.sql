-- Lines and batches of a missing product.
select count(*) as violations from (
  select l.tenant_id, l.product_id from inventory.sale_lines l
  union all
  select b.tenant_id, b.product_id from inventory.batches b
  union all
  select l.tenant_id, l.product_id from inventory.transfer_lines l
  union all
  select r.tenant_id, r.product_id from inventory.reservations r
  union all
  select c.tenant_id, unnest(array[c.kit_id, c.component_id]) from inventory.kit_components c
  union all
  select a.tenant_id, a.product_id from inventory.assemblies a
  union all
  select a.tenant_id, a.product_id from inventory.assembly_parts a
  union all
  select l.tenant_id, l.product_id from inventory.purchase_order_lines l
  union all
  select s.tenant_id, s.product_id from inventory.supplier_products s
  union all
  select s.tenant_id, s.product_id from inventory.stock_policies s
  union all
  select k.tenant_id, k.product_id from inventory.count_classes k
  union all
  select c.tenant_id, unnest(c.product_ids) from inventory.stock_counts c) d
left join inventory.products p on p.tenant_id = d.tenant_id and p.id = d.product_id where p.id is null
