-- Kits without a component, and sale lines of kits that keep none.
select (select count(*) from inventory.products p
    where p.kind = 'KIT' and not exists (
      select from inventory.kit_components c where c.tenant_id = p.tenant_id and c.kit_id = p.id and c.removed_at is null))
  + (select count(*) from inventory.sale_lines l
    where l.kit and not exists (
      select from inventory.sale_line_components c where c.tenant_id = l.tenant_id and c.sale_line_id = l.id)) as violations
