-- Lines whose quantity in base units is not their quantity times the factor of their unit, retired or not.
select l.id, l.what, l.quantity, l.unit, l.base, u.factor
from (
  select s.tenant_id, s.id, 'sale line' as what, s.product_id, s.quantity, s.unit, s.base_quantity as base from inventory.sale_lines s
  union all
  select b.tenant_id, b.id, 'batch', b.product_id, b.quantity, b.received_unit, b.quantity * b.factor from inventory.batches b) l
left join inventory.product_units u on u.tenant_id = l.tenant_id and u.product_id = l.product_id and u.code = l.unit
where l.base is distinct from l.quantity * u.factor
