create or replace view report_v1.purchase_orders with (security_invoker = true) as
select o.id as purchase_order_id, o.order_number, o.status, s.id as supplier_id, s.code as supplier_code, s.name as supplier_name,
  l.id as line_id, l.line_number, w.id as location_id, w.code as location, w.name as location_name, p.id as product_id, p.sku,
  p.name as product_name, l.base_quantity as quantity, p.base_unit, l.quantity as unit_quantity, l.unit,
  l.unit_cost::numeric(20, 6) as unit_cost, l.received_quantity, l.accepted_quantity, coalesce(n.open_quantity, 0) as open_quantity,
  coalesce(l.expected_on, o.expected_on)::date as expected_on, coalesce(n.late, false) as late, o.business_date::date as business_date,
  o.created_at::timestamptz as created_at, o.ordered_at::timestamptz as ordered_at, o.actor, o.reason
from inventory.purchase_orders o
join inventory.purchase_order_lines l on l.tenant_id = o.tenant_id and l.purchase_order_id = o.id
join inventory.suppliers s on s.tenant_id = o.tenant_id and s.id = o.supplier_id
join inventory.products p on p.tenant_id = l.tenant_id and p.id = l.product_id
join inventory.locations w on w.tenant_id = o.tenant_id and w.id = o.location_id
left join inventory.open_order_lines n on n.tenant_id = l.tenant_id and n.line_id = l.id;
comment on view report_v1.purchase_orders is 'A line of a purchase order, and what has come in for it.';
comment on column report_v1.purchase_orders.quantity is 'What was ordered, in base units.';
comment on column report_v1.purchase_orders.unit_quantity is 'What was ordered, in the unit of the line.';
comment on column report_v1.purchase_orders.unit_cost is 'What a base unit is to cost; null where nobody said.';
comment on column report_v1.purchase_orders.status is 'DRAFT, ORDERED, PARTIALLY_RECEIVED, RECEIVED, CLOSED_SHORT or CANCELLED.';
comment on column report_v1.purchase_orders.reason is 'Why it was closed short or cancelled.';
