-- What a document's line needs to know of its product and unit.

-- One statement without settings, so that the planner puts it in the caller's place: every sale line asks it.
create or replace function inventory.product_terms(p_tenant_id uuid, p_product_id uuid, p_unit text)
returns table (sku text, status text, tracked boolean, unit text, factor bigint, kit boolean)
language sql stable
begin atomic
  -- Two look-ups for another unit than the base unit, and none for that one, which almost every line has.
  select p.sku, p.status, p.track_inventory,
    case when coalesce(p_unit, p.base_unit) = p.base_unit then p.base_unit else (
      select u.code from inventory.product_units u
      where u.tenant_id = p.tenant_id and u.product_id = p.id and u.code_key = inventory.code_key(p_unit) and u.retired_at is null) end,
    case when coalesce(p_unit, p.base_unit) = p.base_unit then 1 else (
      select u.factor from inventory.product_units u
      where u.tenant_id = p.tenant_id and u.product_id = p.id and u.code_key = inventory.code_key(p_unit) and u.retired_at is null) end,
    p.kind = 'KIT'
  from inventory.products p
  where p.tenant_id = p_tenant_id and p.id = p_product_id;
end;
comment on function inventory.product_terms(uuid, uuid, text) is
  'A product''s SKU, status and tracking, the unit of a line as the product writes it (the base unit when none is named) and its factor, and whether it is a kit; no row for an unknown product, no unit and factor for an unknown or retired unit.';

create or replace function inventory.refuse_kit(p_tenant_id uuid, p_kit_id uuid, p_sku text, p_field text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_components constant jsonb := (
    select jsonb_agg(jsonb_build_object('productId', p.id, 'sku', p.sku, 'quantity', c.quantity) order by p.sku)
    from inventory.kit_components c
    join inventory.products p on p.tenant_id = c.tenant_id and p.id = c.component_id
    where c.tenant_id = p_tenant_id and c.kit_id = p_kit_id and c.removed_at is null);
begin
  perform inventory.refuse('kit_not_stocked', format('Product %s is a kit, which has no stock of its own', p_sku),
    jsonb_build_object('field', p_field, 'productId', p_kit_id, 'sku', p_sku, 'components', v_components),
    format('Use its components: %s.', (
      select string_agg(format('%s of %s', c ->> 'quantity', c ->> 'sku'), ', ') from jsonb_array_elements(v_components) c)));
end
$$;
comment on function inventory.refuse_kit(uuid, uuid, text, text) is
  'Refuses (kit_not_stocked) a kit where goods are asked for, and names its components.';

create or replace function inventory.check_goods(p_tenant_id uuid, p_product_id uuid, p_field text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_product record;
begin
  select p.sku, p.kind into v_product from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_product_id;
  if v_product.kind = 'KIT' then
    perform inventory.refuse_kit(p_tenant_id, p_product_id, v_product.sku, p_field);
  end if;
end
$$;
comment on function inventory.check_goods(uuid, uuid, text) is
  'Refuses (kit_not_stocked) a kit where goods are asked for, tracked or not; p_field is the field that names it.';

create or replace function inventory.checked_terms(
  p_tenant_id uuid, p_product_id uuid, p_unit text, p_field text, p_active boolean default false, p_tracked boolean default true,
  out unit text, out factor bigint
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_terms record;
  v_units text[];
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
    v_units := array(select u.code from inventory.product_units u
      where u.tenant_id = p_tenant_id and u.product_id = p_product_id and u.retired_at is null order by u.factor);
    perform inventory.refuse('unit_unknown',
      format(case when exists (
          select from inventory.product_units u
          where u.tenant_id = p_tenant_id and u.product_id = p_product_id and u.code_key = inventory.code_key(p_unit))
        then 'The unit %2$s of product %1$s is retired' else 'Product %1$s has no unit %2$s' end, v_terms.sku, p_unit),
      jsonb_build_object('field', p_field || 'unit', 'sku', v_terms.sku, 'unit', p_unit, 'units', v_units),
      format('Use one of its units: %s.', array_to_string(v_units, ', ')));
  elsif p_tracked and not v_terms.tracked then
    perform inventory.refuse('product_not_tracked', format('Inventory of product %s is not tracked', v_terms.sku),
      jsonb_build_object('field', p_field || 'productId', 'sku', v_terms.sku));
  elsif p_tracked and v_terms.kit then
    perform inventory.refuse_kit(p_tenant_id, p_product_id, v_terms.sku, p_field || 'productId');
  end if;
  unit := v_terms.unit;
  factor := v_terms.factor;
end
$$;
comment on function inventory.checked_terms(uuid, uuid, text, text, boolean, boolean) is
  'The unit and factor of a line; refuses an unknown product or unit, a product that is not active (p_active), and one that is not tracked or a kit (p_tracked). p_field begins the field''s path, such as lines[0]. or nothing.';

create or replace function inventory.refuse_quantity(p_field text, p_quantity numeric, p_facts jsonb default '{}') returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_limit constant bigint := inventory.largest_quantity();
begin
  perform inventory.refuse('quantity_too_large', format('%s base units are more than %s', p_quantity, v_limit),
    p_facts || jsonb_strip_nulls(jsonb_build_object('field', p_field, 'quantity',
      case when abs(p_quantity) < 9007199254740992 then to_jsonb(p_quantity) else to_jsonb(p_quantity::text) end, 'limit', v_limit)),
    format('Give at most %s base units.', v_limit));
  return p_quantity;
end
$$;
comment on function inventory.refuse_quantity(text, numeric, jsonb) is
  'Refuses a quantity (quantity_too_large) with its field, itself in base units and the limit; beyond 2^53 the fact is a text. Returns the quantity, for expressions.';

-- One expression without settings, so that the planner puts it in the caller's place.
create or replace function inventory.base_units(p_quantity bigint, p_factor bigint, p_field text) returns bigint
language sql volatile
return case when abs(p_quantity::numeric * p_factor) > inventory.largest_quantity()
  then inventory.refuse_quantity(p_field, p_quantity::numeric * p_factor) else p_quantity * coalesce(p_factor, 0) end;
comment on function inventory.base_units(bigint, bigint, text) is
  'A quantity in base units; refuses one beyond the limit (quantity_too_large). Without a factor it is 0, which quantity_not_positive refuses. p_field is the field of the quantity.';
create or replace function inventory.refuse_level(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_on_hand bigint, p_quantity bigint
) returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_limit constant bigint := inventory.largest_quantity();
  v_sku text := (select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_product_id);
begin
  perform inventory.refuse('quantity_too_large', format('Product %s: %s on hand and %s more are over %s', v_sku, p_on_hand, p_quantity, v_limit),
    jsonb_build_object('sku', v_sku, 'productId', p_product_id, 'locationId', p_location_id, 'onHand', p_on_hand,
      'quantity', p_quantity, 'limit', v_limit),
    format('A place has at most %s base units of a product. Use another place, or a product with a larger base unit.', v_limit));
  return p_on_hand + p_quantity;
end
$$;
comment on function inventory.refuse_level(uuid, uuid, uuid, bigint, bigint) is
  'Refuses a movement after which a place would have more of a product than the limit (quantity_too_large). Returns the sum, for expressions.';

create or replace function inventory.level_after(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_on_hand bigint, p_quantity bigint
) returns bigint language sql volatile
return case when p_quantity > inventory.largest_quantity() - p_on_hand
  then inventory.refuse_level(p_tenant_id, p_product_id, p_location_id, p_on_hand, p_quantity) else p_on_hand + p_quantity end;
comment on function inventory.level_after(uuid, uuid, uuid, bigint, bigint) is
  'What is on hand after a movement; refuses more than the limit with the figures, which the CHECK of stock_levels could not name.';

-- The stamp triggers run with the writer's rights.
grant execute on function inventory.product_terms(uuid, uuid, text), inventory.refuse_kit(uuid, uuid, text, text), inventory.check_goods(uuid, uuid, text),
  inventory.base_units(bigint, bigint, text),
  inventory.refuse_quantity(text, numeric, jsonb), inventory.level_after(uuid, uuid, uuid, bigint, bigint),
  inventory.refuse_level(uuid, uuid, uuid, bigint, bigint),
  inventory.checked_terms(uuid, uuid, text, text, boolean, boolean) to bincard_app;
