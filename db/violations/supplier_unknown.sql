-- Rows that name a missing supplier.
select count(*) as violations from (
  select p.tenant_id, p.supplier_id from inventory.supplier_products p
  union all
  select o.tenant_id, o.supplier_id from inventory.purchase_orders o
  union all
  select r.tenant_id, r.supplier_id from inventory.receipts r where r.supplier_id is not null) d
left join inventory.suppliers s on s.tenant_id = d.tenant_id and s.id = d.supplier_id where s.id is null
