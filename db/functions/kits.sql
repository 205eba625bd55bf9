-- What a sale line takes: its own product, or the components of a kit as the sale kept them (sale_line_components).

create or replace view inventory.sale_line_parts with (security_invoker = true) as
select l.tenant_id, l.sale_id, l.id as sale_line_id, l.line_number, l.location_id, l.batch_id, l.lot_id, l.tracked,
  coalesce(c.product_id, l.product_id) as product_id, coalesce(c.quantity, 1) as per_unit,
  l.base_quantity * coalesce(c.quantity, 1) as base_quantity, l.refunded_quantity * coalesce(c.quantity, 1) as refunded_quantity
from inventory.sale_lines l
left join lateral ( -- by its key for each kit, and not at all for goods
  select c.product_id, c.quantity from inventory.sale_line_components c
  where l.kit and c.tenant_id = l.tenant_id and c.sale_line_id = l.id offset 0) c on true;
comment on view inventory.sale_line_parts is
  'What sale lines take from stock, a row for each product: the line''s own, or each component of a kit. per_unit: how much of it one base unit of the line has; the quantities are per_unit times the line''s.';
grant select on inventory.sale_line_parts to bincard_app;
