-- Numbers that more than one purchase order has.
select count(*) as violations from (
  select from inventory.purchase_orders o
  group by o.tenant_id, lower(normalize(regexp_replace(o.order_number, '\s+', ' ', 'g'))) having count(*) > 1) d
