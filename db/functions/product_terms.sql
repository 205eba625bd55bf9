-- What a document's line needs to know of its product and unit.

-- One statement without settings, so that the planner puts it in the caller's place: every sale line asks it.
create or replace function inventory.product_terms(p_tenant_id uuid, p_product_id uuid, p_unit text)
returns table (sku text, status text, tracked boolean, unit text, factor bigint)
language sql stable
begin atomic
  select p.sku, p.status, p.track_inventory, coalesce(p_unit, p.base_unit),
    case when coalesce(p_unit, p.base_unit) = p.base_unit then 1 else (
      select u.factor from inventory.product_units u
      where u.tenant_id = p.tenant_id and u.product_id = p.id and u.code = p_unit) end
  from inventory.products p
  where p.tenant_id = p_tenant_id and p.id = p_product_id;
end;
comment on function inventory.product_terms(uuid, uuid, text) is
  'A product''s SKU, status and tracking, the unit of a line (the base unit when none is named) and its factor; no row for an unknown product, no factor for an unknown unit.';

create or replace function inventory.checked_terms(
  p_tenant_id uuid, p_product_id uuid, p_unit text, p_field text, p_active boolean default false, p_tracked boolean default true,
  out unit text, out factor bigint
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_terms record;
begin
  select t.* into v_terms from inventory.product_terms(p_tenant_id, p_product_id, p_unit) t;
  if not found then
    perform inventory.refuse('product_unknown', 'There is no such product',
      jsonb_build_object('field', p_field || 'productId', 'productId', p_product_id));
  elsif p_active and v_terms.status <> 'ACTIVE' then
    perform inventory.refuse('product_not_active', format('Product %s is %s', v_terms.sku, lower(v_terms.status)),
      jsonb_build_object('field', p_field || 'productId', 'sku', v_terms.sku, 'status', v_terms.status),
      'Set the product ACTIVE to sell it.');
  elsif v_terms.factor is null then
    perform inventory.refuse('unit_unknown', format('Product %s has no unit %s', v_terms.sku, p_unit),
      jsonb_build_object('field', p_field || 'unit', 'sku', v_terms.sku, 'unit', p_unit), 'Use one of the product''s units.');
  elsif p_tracked and not v_terms.tracked then
    perform inventory.refuse('product_not_tracked', format('Inventory of product %s is not tracked', v_terms.sku),
      jsonb_build_object('field', p_field || 'productId', 'sku', v_terms.sku));
  end if;
  unit := v_terms.unit;
  factor := v_terms.factor;
end
$$;
comment on function inventory.checked_terms(uuid, uuid, text, text, boolean, boolean) is
  'The unit and factor of a line; refuses an unknown product or unit, and a product that is not active (p_active) or not tracked (p_tracked). p_field begins the field''s path, such as lines[0]. or nothing.';

create or replace function inventory.base_units(p_quantity bigint, p_factor bigint) returns bigint
language sql immutable parallel safe
return least(greatest(p_quantity::numeric * p_factor, -9007199254740992), 9007199254740992)::bigint;
comment on function inventory.base_units(bigint, bigint) is
  'A quantity in base units; one beyond 2^53 - 1 becomes 2^53, which the CHECK refuses.';
-- The stamp triggers run with the writer's rights.
grant execute on function inventory.product_terms(uuid, uuid, text), inventory.base_units(bigint, bigint),
  inventory.checked_terms(uuid, uuid, text, text, boolean, boolean) to bincard_app;
