-- Imports of products and locations: a row makes one, or changes the one that it names, through their entry points.
--
-- Twice:     the first row of a file that names a product or a location is kept as its row (imported_rows). A later one may
--            repeat it; one that says something else is refused, since nobody knows which of the two is meant.

create or replace function inventory.import_problem(p_row jsonb, p_column text, p_code text, p_message text, p_hint text) returns jsonb
language sql immutable
return jsonb_build_object('row', p_row -> 'row', 'problem',
  jsonb_build_object('column', p_column, 'code', p_code, 'message', p_message, 'hint', p_hint));
comment on function inventory.import_problem(jsonb, text, text, text, text) is
  'What an import says of a row that is refused before it is written; the column is the field''s name.';

create or replace function inventory.imported_as(p_tenant_id uuid, p_input jsonb, p_row jsonb, p_entity_id uuid) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_hash constant bytea := decode(p_input ->> 'fileHash', 'hex');
  v_other bigint;
begin
  insert into inventory.imported_rows (tenant_id, kind, file_hash, row_number, run_id, entity_id)
  values (p_tenant_id, p_input ->> 'kind', v_hash, (p_row ->> 'row')::bigint, (p_input ->> 'runId')::uuid, p_entity_id)
  on conflict do nothing;
  if not found then
    select r.row_number into v_other from inventory.imported_rows r
    where r.tenant_id = p_tenant_id and r.kind = p_input ->> 'kind' and r.file_hash = v_hash and r.entity_id = p_entity_id
      and r.row_number <> (p_row ->> 'row')::bigint;
  end if;
  return v_other;
end
$$;
comment on function inventory.imported_as(uuid, jsonb, jsonb, uuid) is
  'Keeps a row of a file as that of its product or location; returns the number of another row of the file that is, if there is one.';

create or replace function inventory.import_product(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_row jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_id uuid;
  v_product inventory.products;
  v_changes jsonb := '{}';
  v_units jsonb;
  v_codes jsonb;
  v_other bigint;
begin
  -- By its SKU, also an earlier one; another product's barcode is refused by code_taken when it is written.
  select c.product_id into v_id from inventory.product_codes c
  where c.tenant_id = p_tenant_id and c.code_key = inventory.product_code_key(p_row ->> 'sku') and c.kind = 'SKU' and c.removed_at is null;
  if v_id is null then
    if p_row ->> 'name' is null then
      return inventory.import_problem(p_row, 'name', 'VALUE_MISSING', 'A new product needs a name', 'Fill in the cell.');
    end if;
    v_id := inventory.create_product(p_identity, p_row - 'row') ->> 'id';
    perform inventory.imported_as(p_tenant_id, p_input, p_row, v_id);
    return jsonb_build_object('row', p_row -> 'row', 'outcome', 'created');
  end if;

  select p.* into v_product from inventory.products p where p.tenant_id = p_tenant_id and p.id = v_id;
  if inventory.code_key(p_row ->> 'baseUnit') <> inventory.code_key(v_product.base_unit) then
    return inventory.import_problem(p_row, 'baseUnit', 'VALUE_FIXED',
      format('The base unit of product %s is %s, and it cannot be changed', v_product.sku, v_product.base_unit), 'Leave it out, or give that one.');
  elsif (p_row ->> 'trackInventory')::boolean <> v_product.track_inventory then
    return inventory.import_problem(p_row, 'trackInventory', 'VALUE_FIXED',
      format('Inventory of product %s is %stracked, and that cannot be changed', v_product.sku,
        case when v_product.track_inventory then '' else 'not ' end), 'Leave it out.');
  end if;
  select coalesce(jsonb_object_agg(c.key, c.value), '{}') into v_changes from (values
    ('name', p_row -> 'name', to_jsonb(v_product.name)),
    ('status', p_row -> 'status', to_jsonb(v_product.status)),
    ('reorderPoint', p_row -> 'reorderPoint', coalesce(to_jsonb(v_product.reorder_point), 'null')),
    ('attributes', case when p_row ? 'attributes' then v_product.attributes || (p_row -> 'attributes') end, v_product.attributes)
  ) c (key, value, before) where c.value <> c.before;
  v_units := (select jsonb_agg(u.unit) from jsonb_array_elements(p_row -> 'units') u (unit) where not exists (
    select from inventory.product_units o where o.tenant_id = p_tenant_id and o.product_id = v_id
      and o.code_key = inventory.code_key(u.unit ->> 'code') and o.factor = (u.unit ->> 'factor')::bigint));
  v_codes := (select jsonb_agg(k.code) from jsonb_array_elements(p_row -> 'codes') k (code) where not exists (
    select from inventory.product_codes o where o.tenant_id = p_tenant_id and o.product_id = v_id
      and o.code_key = inventory.product_code_key(k.code ->> 'code') and o.removed_at is null));

  v_other := inventory.imported_as(p_tenant_id, p_input, p_row, v_id);
  if v_changes = '{}' and v_units is null and v_codes is null then
    return jsonb_build_object('row', p_row -> 'row', 'outcome', 'unchanged');
  elsif v_other is not null then
    return inventory.import_problem(p_row, 'sku', 'ROW_CONTRADICTS', format('It says something else of product %s than row %s does', v_product.sku, v_other),
      'Keep one of the two rows. If they are two products, give them SKUs that differ in more than their case.');
  end if;
  if v_changes <> '{}' then
    perform inventory.update_product(p_identity, v_changes || jsonb_build_object('id', v_id));
  end if;
  perform inventory.add_product_unit(p_identity, u.unit || jsonb_build_object('productId', v_id)) from jsonb_array_elements(v_units) u (unit);
  perform inventory.add_product_code(p_identity, jsonb_build_object('productId', v_id, 'code', k.code)) from jsonb_array_elements(v_codes) k (code);
  return jsonb_build_object('row', p_row -> 'row', 'outcome', 'updated');
end
$$;
comment on function inventory.import_product(uuid, jsonb, jsonb, jsonb) is
  'Makes or changes the product of a row {"row", and CreateProductInput}; a field that is left out stays as it is, attributes, units and codes are added to those that are there.';

create or replace function inventory.import_location(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_row jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_location inventory.locations;
  v_id uuid;
  v_other bigint;
begin
  select o.* into v_location from inventory.locations o where o.tenant_id = p_tenant_id and o.code_key = inventory.code_key(p_row ->> 'code');
  if not found then
    v_id := inventory.create_location(p_identity,
      jsonb_build_object('name', p_row -> 'code', 'kind', 'WAREHOUSE') || (p_row - 'row' - 'active')) ->> 'id';
    if not coalesce((p_row ->> 'active')::boolean, true) then
      perform inventory.update_location(p_identity, jsonb_build_object('id', v_id, 'active', false));
    end if;
    perform inventory.imported_as(p_tenant_id, p_input, p_row, v_id);
    return jsonb_build_object('row', p_row -> 'row', 'outcome', 'created');
  elsif p_row ->> 'kind' <> v_location.kind then
    return inventory.import_problem(p_row, 'kind', 'VALUE_FIXED',
      format('Location %s is a %s, and that cannot be changed', v_location.code, v_location.kind), 'Leave it out, or give that one.');
  end if;
  v_other := inventory.imported_as(p_tenant_id, p_input, p_row, v_location.id);
  if coalesce(p_row ->> 'name', v_location.name) = v_location.name and coalesce((p_row ->> 'active')::boolean, v_location.active) = v_location.active then
    return jsonb_build_object('row', p_row -> 'row', 'outcome', 'unchanged');
  elsif v_other is not null then
    return inventory.import_problem(p_row, 'code', 'ROW_CONTRADICTS',
      format('It says something else of location %s than row %s does', v_location.code, v_other), 'Keep one of the two rows.');
  end if;
  perform inventory.update_location(p_identity, (p_row - 'row' - 'code' - 'kind') || jsonb_build_object('id', v_location.id));
  return jsonb_build_object('row', p_row -> 'row', 'outcome', 'updated');
end
$$;
comment on function inventory.import_location(uuid, jsonb, jsonb, jsonb) is
  'Makes or changes the location of a row {"row", "code", "name" (the code by default), "kind" (WAREHOUSE by default), "active"}.';

grant execute on function inventory.import_problem(jsonb, text, text, text, text), inventory.imported_as(uuid, jsonb, jsonb, uuid),
  inventory.import_product(uuid, jsonb, jsonb, jsonb), inventory.import_location(uuid, jsonb, jsonb, jsonb) to bincard_app;
