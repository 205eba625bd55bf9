-- Lines with a unit that their product does not have, or with another factor.
select count(*) as violations from (
  select l.tenant_id, l.product_id, l.unit, l.factor from inventory.sale_lines l
  union all
  select b.tenant_id, b.product_id, b.received_unit, b.factor from inventory.batches b
  union all
  select a.tenant_id, a.product_id, a.unit, a.factor from inventory.adjustments a
  union all
  select l.tenant_id, l.product_id, l.unit, l.factor from inventory.transfer_lines l
  union all
  select a.tenant_id, a.product_id, a.unit, a.factor from inventory.assemblies a
  union all
  select r.tenant_id, r.product_id, r.unit, r.factor from inventory.reservations r
  union all
  select l.tenant_id, l.product_id, l.unit, l.factor from inventory.purchase_order_lines l
  union all
  select s.tenant_id, s.product_id, s.unit, s.factor from inventory.supplier_products s) l
left join inventory.product_units u
  on u.tenant_id = l.tenant_id and u.product_id = l.product_id and u.code = l.unit and u.factor = l.factor
where u.code is null
