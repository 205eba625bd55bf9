-- What a sale line takes: its own product, or the components of a kit as the sale kept them (sale_line_components); and what each
-- component brings of the kit's price.

create or replace function inventory.kit_shares(p_tenant_id uuid, p_kit_id uuid, p_location_id uuid)
returns table (component_id uuid, quantity bigint, share numeric) language sql stable
begin atomic
  select c.component_id, c.quantity, case
      when bool_and(w.unit_value is not null) over () and sum(c.quantity * w.unit_value) over () > 0
        then round(c.quantity * w.unit_value, 30) / sum(c.quantity * w.unit_value) over ()
      else round(c.quantity, 30) / sum(c.quantity) over () end
  from inventory.kit_components c
  left join lateral (
    select sum(s.quantity * s.unit_value) / sum(s.quantity) as unit_value from inventory.batch_stock s
    where s.tenant_id = c.tenant_id and s.product_id = c.component_id and s.location_id = p_location_id and s.in_stock and s.cost_known
    offset 0) w on true
  where c.tenant_id = p_tenant_id and c.kit_id = p_kit_id and c.removed_at is null;
end;
comment on function inventory.kit_shares(uuid, uuid, uuid) is
  'The components of a kit, and which part of its price each brings: as much as what stands at the place has cost; by quantity where the cost of a component is not known, or nothing has cost anything. The shares add up to 1.';

create or replace function inventory.refuse_parts(
  p_tenant_id uuid, p_set_id uuid, p_sets bigint, p_part_id uuid, p_per_set bigint, p_field text
) returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_set constant text := (select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_set_id);
  v_part constant text := (select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_part_id);
  v_quantity constant numeric := p_sets::numeric * p_per_set;
begin
  perform inventory.refuse('quantity_too_large',
    format('%s of product %s take %s each of product %s: %s are more than %s', p_sets, v_set, p_per_set, v_part, v_quantity,
      inventory.largest_quantity()),
    jsonb_build_object('field', p_field, 'sku', v_part, 'productId', p_part_id, 'requested', p_sets, 'perSet', p_per_set, 'quantity',
      case when v_quantity < 9007199254740992 then to_jsonb(v_quantity) else to_jsonb(v_quantity::text) end, 'limit', inventory.largest_quantity()),
    format('Give at most %s.', inventory.largest_quantity() / p_per_set));
  return v_quantity;
end
$$;
comment on function inventory.refuse_parts(uuid, uuid, bigint, uuid, bigint, text) is
  'Refuses so many kits or sets that they take more of a component than the limit (quantity_too_large), with the figures. Returns the quantity, for expressions.';

create or replace function inventory.units_of_part(
  p_tenant_id uuid, p_set_id uuid, p_sets bigint, p_part_id uuid, p_per_set bigint, p_field text
) returns bigint language sql volatile
return case when p_sets::numeric * p_per_set > inventory.largest_quantity()
  then inventory.refuse_parts(p_tenant_id, p_set_id, p_sets, p_part_id, p_per_set, p_field) else p_sets * p_per_set end;
comment on function inventory.units_of_part(uuid, uuid, bigint, uuid, bigint, text) is
  'How much of a component so many kits or sets take, in base units; refuses more than the limit (quantity_too_large).';

create or replace view inventory.sale_line_parts with (security_invoker = true) as
select l.tenant_id, l.sale_id, l.id as sale_line_id, l.line_number, l.location_id, l.batch_id, l.lot_id, l.tracked,
  coalesce(c.product_id, l.product_id) as product_id, coalesce(c.quantity, 1) as per_unit,
  l.base_quantity * coalesce(c.quantity, 1) as base_quantity, l.refunded_quantity * coalesce(c.quantity, 1) as refunded_quantity,
  case when l.kit then c.unit_price else l.unit_price end as unit_price
from inventory.sale_lines l
left join lateral ( -- by its key for each kit, and not at all for goods
  select c.product_id, c.quantity, c.unit_price from inventory.sale_line_components c
  where l.kit and c.tenant_id = l.tenant_id and c.sale_line_id = l.id offset 0) c on true;
comment on view inventory.sale_line_parts is
  'What sale lines take from stock, a row for each product: the line''s own, or each component of a kit. per_unit: how much of it one base unit of the line has; the quantities are per_unit times the line''s. unit_price: what a base unit of the product brought.';
grant select on inventory.sale_line_parts to bincard_app;
