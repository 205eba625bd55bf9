-- Components that are kits, or the product itself, and components of which it is not known whether a kit has them.
select count(*) as violations from inventory.kit_components c
join inventory.products p on p.tenant_id = c.tenant_id and p.id = c.component_id
join inventory.products k on k.tenant_id = c.tenant_id and k.id = c.kit_id
where p.kind = 'KIT' or c.component_id = c.kit_id or c.kit <> (k.kind = 'KIT')
