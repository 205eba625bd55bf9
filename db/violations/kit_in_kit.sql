-- Components that are kits.
select count(*) as violations from inventory.kit_components c
join inventory.products p on p.tenant_id = c.tenant_id and p.id = c.component_id where p.kind = 'KIT'
