-- Voided sales with stock that did not come back, and sales whose status is not what their lines say.
select (select count(*) from (
    select m.tenant_id, s.id from inventory.sales s
    join inventory.sale_lines l on l.tenant_id = s.tenant_id and l.sale_id = s.id
    join inventory.movements m on m.tenant_id = l.tenant_id and m.document_line_id = l.id
    where s.status = 'VOIDED' group by m.tenant_id, s.id having sum(m.quantity) <> 0) v)
  + (select count(*) from (
    select s.status, sum(l.base_quantity) as sold, sum(l.refunded_quantity) as refunded from inventory.sales s
    join inventory.sale_lines l on l.tenant_id = s.tenant_id and l.sale_id = s.id
    where s.status <> 'VOIDED' group by s.tenant_id, s.id, s.status) t
    where t.status <> case when t.refunded = 0 then 'COMPLETED' when t.refunded < t.sold then 'PARTIALLY_REFUNDED' else 'REFUNDED' end)
  as violations
