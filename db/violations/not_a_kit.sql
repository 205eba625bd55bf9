-- Components of products that are no kits, and sale lines of goods that keep components.
select (select count(*) from inventory.kit_components c
    join inventory.products p on p.tenant_id = c.tenant_id and p.id = c.kit_id where p.kind <> 'KIT')
  + (select count(*) from inventory.sale_line_components c
    left join inventory.sale_lines l on l.tenant_id = c.tenant_id and l.id = c.sale_line_id and l.sale_id = c.sale_id and l.kit
    where l.id is null) as violations
