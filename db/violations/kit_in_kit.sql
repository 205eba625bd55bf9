-- Components that are kits, or the product itself or made of it, and components of which it is not known whether a kit has them.
with recursive made (tenant_id, product_id, part_id) as (
  select c.tenant_id, c.kit_id, c.component_id from inventory.kit_components c where c.removed_at is null
  union
  select m.tenant_id, m.product_id, c.component_id from made m
  join inventory.kit_components c on c.tenant_id = m.tenant_id and c.kit_id = m.part_id and c.removed_at is null
)
select (
  select count(*) from inventory.kit_components c
  join inventory.products p on p.tenant_id = c.tenant_id and p.id = c.component_id
  join inventory.products k on k.tenant_id = c.tenant_id and k.id = c.kit_id
  where p.kind = 'KIT' or c.component_id = c.kit_id or c.kit <> (k.kind = 'KIT'))
  + (select count(*) from made m where m.product_id = m.part_id) as violations
