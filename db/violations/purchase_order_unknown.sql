-- Lines and receipts of a missing purchase order.
select count(*) as violations from (
  select l.tenant_id, l.purchase_order_id from inventory.purchase_order_lines l
  union all
  select r.tenant_id, r.purchase_order_id from inventory.receipts r where r.purchase_order_id is not null) d
left join inventory.purchase_orders o on o.tenant_id = d.tenant_id and o.id = d.purchase_order_id where o.id is null
