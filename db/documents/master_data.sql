-- Master data: what is declared of its tables, then the entry points.

select
  inventory.make_permanent('inventory.locations', 'tenant_id, id'),
  inventory.make_permanent('inventory.products', 'tenant_id, id'),
  inventory.make_permanent('inventory.product_units', null), -- product_identity_immutable guards each row
  inventory.clean_codes('inventory.locations', 'code'),
  inventory.clean_codes('inventory.products', 'sku', 'base_unit'),
  inventory.clean_codes('inventory.product_units', 'code'),
  inventory.audit('inventory.locations', 'location'),
  inventory.audit('inventory.products', 'product'),
  inventory.audit('inventory.product_units', 'product_unit', p_key => 'product_id'),
  inventory.allow_role('inventory.locations', 'insert', 'manager'),
  inventory.allow_role('inventory.locations', 'update', 'manager'),
  inventory.allow_role('inventory.products', 'insert', 'manager'),
  inventory.allow_role('inventory.products', 'update', 'manager'),
  inventory.allow_role('inventory.product_units', 'insert', 'manager');

create or replace function inventory.location_json(p_tenant_id uuid, p_id uuid) returns jsonb
language sql stable
begin atomic
  select jsonb_build_object('id', l.id, 'code', l.code, 'name', l.name, 'kind', l.kind, 'active', l.active,
    'quarantineOfId', l.quarantine_of)
  from inventory.locations l where l.tenant_id = p_tenant_id and l.id = p_id;
end;
comment on function inventory.location_json(uuid, uuid) is 'A location''s plain fields as the API names them; null when there is none.';
grant execute on function inventory.location_json(uuid, uuid) to bincard_app;

create or replace function inventory.create_location(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
begin
  insert into inventory.locations (tenant_id, id, code, name, kind, quarantine_of)
  values (v_tenant_id, v_id, p_input ->> 'code', p_input ->> 'name', p_input ->> 'kind', (p_input ->> 'quarantineOfId')::uuid);
  return inventory.location_json(v_tenant_id, v_id);
exception when unique_violation then
  perform inventory.refuse_location_code_taken(v_tenant_id, p_input ->> 'code');
  perform inventory.refuse_quarantine_taken(v_tenant_id, (p_input ->> 'quarantineOfId')::uuid);
  raise;
end
$$;
comment on function inventory.create_location(jsonb, jsonb) is
  'Writes a location from CreateLocationInput. Refused by location_code_taken, location_unknown, text_invalid, value_unknown.';

create or replace function inventory.update_location(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.locations l set
    name = coalesce(p_input ->> 'name', l.name),
    active = coalesce((p_input ->> 'active')::boolean, l.active)
  where l.tenant_id = v_tenant_id and l.id = v_id;
  if not found then
    perform inventory.refuse('location_unknown', 'There is no such location',
      jsonb_build_object('field', 'id', 'locationId', v_id));
  end if;
  return inventory.location_json(v_tenant_id, v_id);
end
$$;
comment on function inventory.update_location(jsonb, jsonb) is
  'Renames a location, or switches it off or on, from UpdateLocationInput; a field that is not given stays as it is. Refused by location_unknown, text_invalid.';
grant execute on function inventory.update_location(jsonb, jsonb) to bincard_app;

create or replace function inventory.product_json(p_tenant_id uuid, p_id uuid) returns jsonb
language sql stable
begin atomic
  select jsonb_build_object('id', p.id, 'sku', p.sku, 'name', p.name, 'status', p.status,
    'trackInventory', p.track_inventory, 'baseUnit', p.base_unit, 'reorderPoint', p.reorder_point,
    'attributes', p.attributes, 'version', p.version, 'kind', p.kind)
  from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_id;
end;
comment on function inventory.product_json(uuid, uuid) is 'A product''s plain fields as the API names them; null when there is none.';

create or replace function inventory.write_products(p_tenant_id uuid, p_products jsonb) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
begin
  insert into inventory.products (tenant_id, id, sku, name, kind, base_unit, status, track_inventory, reorder_point, attributes)
  select p_tenant_id, (p.product ->> 'id')::uuid, p.product ->> 'sku', p.product ->> 'name', coalesce(p.product ->> 'kind', 'GOODS'),
    coalesce(p.product ->> 'baseUnit', 'unit'),
    coalesce(p.product ->> 'status', 'ACTIVE'), coalesce((p.product ->> 'trackInventory')::boolean, true),
    (p.product ->> 'reorderPoint')::bigint, coalesce(nullif(p.product -> 'attributes', 'null'), '{}')
  from jsonb_array_elements(p_products) p (product)
  order by inventory.code_key(p.product ->> 'sku'); -- two sets of the same new SKUs wait for each other in one order
  -- The base unit is written with the product; naming it again with factor 1 is allowed.
  insert into inventory.product_units (tenant_id, product_id, code, factor)
  select p_tenant_id, (p.product ->> 'id')::uuid, u.unit ->> 'code', (u.unit ->> 'factor')::bigint
  from jsonb_array_elements(p_products) p (product)
  cross join lateral jsonb_array_elements(coalesce(nullif(p.product -> 'units', 'null'), '[]')) u (unit)
  where not (inventory.code_key(u.unit ->> 'code') = inventory.code_key(coalesce(p.product ->> 'baseUnit', 'unit'))
    and (u.unit ->> 'factor')::bigint = 1);
end
$$;
comment on function inventory.write_products(uuid, jsonb) is
  'Writes products and their units from CreateProductInput with an "id" each; not their codes.';

create or replace function inventory.create_product(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
  v_base_unit constant text := coalesce(p_input ->> 'baseUnit', 'unit');
  v_unit record;
begin
  perform inventory.write_products(v_tenant_id, jsonb_build_array(p_input || jsonb_build_object('id', v_id)));
  perform inventory.write_product_code(v_tenant_id, v_id, c.code, format('codes[%s].', c.n - 1))
  from jsonb_array_elements(coalesce(nullif(p_input -> 'codes', 'null'), '[]')) with ordinality c (code, n);
  if p_input ->> 'components' is not null then
    perform inventory.write_kit_components(v_tenant_id, v_id, p_input -> 'components');
  end if;
  return inventory.product_json(v_tenant_id, v_id);
exception when unique_violation then
  perform inventory.refuse_sku_taken(v_tenant_id, p_input ->> 'sku');
  perform inventory.refuse_code_taken(v_tenant_id, p_input ->> 'sku', 'sku');
  -- Not a code of the product: two of its units have one code.
  select u.*, o.code as taken_by, o.factor as taken_factor into v_unit
  from jsonb_array_elements(coalesce(nullif(p_input -> 'units', 'null'), '[]')) with ordinality u (unit, n)
  join (
    select v_base_unit as code, 1::bigint as factor, 0::bigint as n
    union all
    select e ->> 'code', (e ->> 'factor')::bigint, m from jsonb_array_elements(coalesce(nullif(p_input -> 'units', 'null'), '[]')) with ordinality e (e, m)
  ) o on o.n < u.n and inventory.code_key(o.code) = inventory.code_key(u.unit ->> 'code')
  where o.n > 0 or (u.unit ->> 'factor')::bigint <> 1
  order by u.n, o.n limit 1;
  if found then
    perform inventory.refuse_unit_code_taken(v_unit.unit ->> 'code', v_unit.taken_by, v_unit.taken_factor, format('units[%s].code', v_unit.n - 1));
  end if;
  raise;
end
$$;
comment on function inventory.create_product(jsonb, jsonb) is
  'Writes a product, its units, its codes and its components from CreateProductInput. Refused by sku_taken, code_taken, gtin_invalid, unit_code_taken, kit_in_kit, kit_empty, component_twice, text_invalid, value_unknown, quantity_not_positive.';

create or replace function inventory.update_product(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
  v_current bigint;
begin
  -- A missing field is not changed; reorderPoint alone may be null, which removes the reorder point.
  update inventory.products p set
    name = coalesce(p_input ->> 'name', p.name),
    status = coalesce(p_input ->> 'status', p.status),
    reorder_point = case when p_input ? 'reorderPoint' then (p_input ->> 'reorderPoint')::bigint else p.reorder_point end,
    attributes = coalesce(nullif(p_input -> 'attributes', 'null'), p.attributes)
  where p.tenant_id = v_tenant_id and p.id = v_id
    and p.version = coalesce((p_input ->> 'expectedVersion')::bigint, p.version);
  if not found then
    select p.version into v_current from inventory.products p where p.tenant_id = v_tenant_id and p.id = v_id;
    if found then
      perform inventory.refuse_stale('expectedVersion', (p_input ->> 'expectedVersion')::bigint, v_current);
    end if;
    perform inventory.refuse('product_unknown', 'There is no such product', jsonb_build_object('field', 'id', 'productId', v_id));
  end if;
  return inventory.product_json(v_tenant_id, v_id);
end
$$;
comment on function inventory.update_product(jsonb, jsonb) is
  'Changes a product from UpdateProductInput. Refused by product_unknown, text_invalid, value_unknown.';

grant execute on function inventory.create_location(jsonb, jsonb), inventory.product_json(uuid, uuid),
  inventory.write_products(uuid, jsonb), inventory.create_product(jsonb, jsonb), inventory.update_product(jsonb, jsonb) to bincard_app;
