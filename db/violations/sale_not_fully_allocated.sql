-- Sales without lines, and lines whose movements do not add up to what was sold, or are not of its product, its kit's components, or the batch or lot that it
-- names.
select (select count(*) from inventory.sales s where not exists (
    select from inventory.sale_lines l where l.tenant_id = s.tenant_id and l.sale_id = s.id))
  + (select count(*) from (
      select l.tenant_id, l.id, l.sale_id, l.tracked, l.base_quantity, l.product_id from inventory.sale_lines l where not l.kit
      union all
      select l.tenant_id, l.id, l.sale_id, true, l.base_quantity * c.quantity, c.product_id from inventory.sale_lines l
      join inventory.sale_line_components c on c.tenant_id = l.tenant_id and c.sale_line_id = l.id where l.kit) l
    left join (select m.tenant_id, m.document_line_id, m.product_id, -sum(m.quantity) as taken from inventory.movements m
      where m.kind = 'SALE' group by m.tenant_id, m.document_line_id, m.product_id) t
      on t.tenant_id = l.tenant_id and t.document_line_id = l.id and t.product_id = l.product_id
    join inventory.sales s on s.tenant_id = l.tenant_id and s.id = l.sale_id
      and s.created_at > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = s.tenant_id), '-infinity')
    where coalesce(t.taken, 0) <> case when l.tracked then l.base_quantity else 0 end)
  + (select count(*) from inventory.movements m
    join inventory.sale_lines l on l.tenant_id = m.tenant_id and l.id = m.document_line_id
    join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
    where m.kind = 'SALE' and (l.batch_id <> b.id or l.lot_id <> b.lot_id or not l.kit and m.product_id <> l.product_id
      or l.kit and not exists (select from inventory.sale_line_components c
        where c.tenant_id = l.tenant_id and c.sale_line_id = l.id and c.product_id = m.product_id))) as violations
