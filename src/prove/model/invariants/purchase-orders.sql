-- Lines of purchase orders whose received quantity is not what the movements of their batches brought in, or is more than is accepted;
-- and orders whose status is not what has come in, where no person has decided it.
with came as (
  select b.purchase_order_line_id as line_id, sum(m.quantity) as quantity
  from inventory.batches b
  join inventory.movements m on m.tenant_id = b.tenant_id and m.batch_id = b.id
    and m.kind in ('RECEIPT', 'INTAKE_CORRECTION', 'RECEIPT_VOID')
  group by 1
), lines as (
  select l.id, l.purchase_order_id, l.base_quantity, l.accepted_quantity, l.received_quantity, coalesce(c.quantity, 0) as came
  from inventory.purchase_order_lines l left join came c on c.line_id = l.id
)
select o.id, o.status, jsonb_agg(to_jsonb(l)) as lines
from inventory.purchase_orders o
left join lines l on l.purchase_order_id = o.id
group by o.tenant_id, o.id, o.status
having bool_or(l.came <> l.received_quantity or l.came > l.accepted_quantity)
  or o.status in ('DRAFT', 'CANCELLED') and bool_or(l.came <> 0)
  or o.status in ('ORDERED', 'PARTIALLY_RECEIVED', 'RECEIVED') and o.status <> case
    when bool_and(l.came >= l.base_quantity) then 'RECEIVED' when bool_or(l.came > 0) then 'PARTIALLY_RECEIVED' else 'ORDERED' end
