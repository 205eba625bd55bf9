-- Stock levels, batches, movements, transfer lines and reservations of kits.
select count(*) as violations from (
  select s.tenant_id, s.product_id from inventory.stock_levels s
  union all
  select b.tenant_id, b.product_id from inventory.batches b
  union all
  select m.tenant_id, m.product_id from inventory.movements m
  union all
  select l.tenant_id, l.product_id from inventory.transfer_lines l
  union all
  select r.tenant_id, r.product_id from inventory.reservations r) d
join inventory.products p on p.tenant_id = d.tenant_id and p.id = d.product_id where p.kind = 'KIT'
