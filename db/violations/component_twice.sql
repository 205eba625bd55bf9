-- Components that a kit names more than once.
select count(*) as violations from (
  select from inventory.kit_components c where c.removed_at is null
  group by c.tenant_id, c.kit_id, c.component_id having count(*) > 1) d
