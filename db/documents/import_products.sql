-- Imports of products, as sets: those that are new are written by one statement for each table, and those that a row does not
-- change are compared. What is left, such as a changed product, one with components and a second row of one product, is brought in
-- row by row, after the set.

create or replace function inventory.changes_of_product(p_product inventory.products, p_row jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_units jsonb;
  v_codes jsonb;
  v_components jsonb;
begin
  if p_row ? 'components' and array(
      select format('%s %s', c ->> 'productId', c ->> 'quantity')
      from jsonb_array_elements(inventory.components_of_row(p_product.tenant_id, p_row)) c order by 1)
    <> array(
      select format('%s %s', c.component_id, c.quantity) from inventory.kit_components c
      where c.tenant_id = p_product.tenant_id and c.kit_id = p_product.id and c.removed_at is null order by 1)
  then
    v_components := p_row -> 'components';
  end if;
  if p_row ? 'units' then
    v_units := (select jsonb_agg(u.unit) from jsonb_array_elements(p_row -> 'units') u (unit) where not exists (
      select from inventory.product_units o where o.tenant_id = p_product.tenant_id and o.product_id = p_product.id
        and o.code_key = inventory.code_key(u.unit ->> 'code') and o.factor = (u.unit ->> 'factor')::bigint));
  end if;
  if p_row ? 'codes' then
    v_codes := (select jsonb_agg(k.code) from jsonb_array_elements(p_row -> 'codes') k (code) where not exists (
      select from inventory.product_codes o where o.tenant_id = p_product.tenant_id and o.product_id = p_product.id
        and o.code_key = inventory.product_code_key(k.code ->> 'code') and o.removed_at is null));
  end if;
  return (select coalesce(jsonb_object_agg(c.key, c.value), '{}') from (values
    ('name', p_row -> 'name', to_jsonb(p_product.name)),
    ('status', p_row -> 'status', to_jsonb(p_product.status)),
    ('reorderPoint', p_row -> 'reorderPoint', coalesce(to_jsonb(p_product.reorder_point), 'null')),
    ('attributes', case when p_row ? 'attributes' then p_product.attributes || (p_row -> 'attributes') end, p_product.attributes),
    ('baseUnit', to_jsonb(inventory.code_key(p_row ->> 'baseUnit')), to_jsonb(inventory.code_key(p_product.base_unit))),
    ('trackInventory', p_row -> 'trackInventory', to_jsonb(p_product.track_inventory)),
    ('kind', p_row -> 'kind', to_jsonb(p_product.kind)),
    ('components', v_components, 'null'),
    ('units', v_units, 'null'),
    ('codes', v_codes, 'null')
  ) c (key, value, before) where c.value <> c.before);
end
$$;
comment on function inventory.changes_of_product(inventory.products, jsonb) is
  'What a row of CreateProductInput says otherwise than the product is: a field that is left out stays as it is, attributes, units and codes are added to those that are there, components take the place of those that are.';

create or replace function inventory.import_product(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_row jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_id uuid;
  v_product inventory.products;
  v_changes jsonb;
  v_components jsonb := inventory.components_of_row(p_tenant_id, p_row);
  v_unknown text;
  v_other bigint;
begin
  select c ->> 'sku' into v_unknown from jsonb_array_elements(v_components) c where c ->> 'productId' is null limit 1;
  if found then
    return inventory.import_problem(p_row, 'components', 'PRODUCT_UNKNOWN', format('There is no product %s', v_unknown),
      'Bring the components in first: in a row before it, or in a file of their own.');
  end if;
  -- By its SKU, also an earlier one; another product's barcode is refused by code_taken when it is written.
  select c.product_id into v_id from inventory.product_codes c
  where c.tenant_id = p_tenant_id and c.code_key = inventory.product_code_key(p_row ->> 'sku') and c.kind = 'SKU' and c.removed_at is null;
  if v_id is null then
    if p_row ->> 'name' is null then
      return inventory.import_problem(p_row, 'name', 'VALUE_MISSING', 'A new product needs a name', 'Fill in the cell.');
    end if;
    v_id := inventory.create_product(p_identity, p_row - 'row' || jsonb_build_object('components', v_components)) ->> 'id';
    perform inventory.imported_as(p_tenant_id, p_input, p_row, v_id);
    return jsonb_build_object('row', p_row -> 'row', 'outcome', 'created');
  end if;

  select p.* into v_product from inventory.products p where p.tenant_id = p_tenant_id and p.id = v_id;
  v_changes := inventory.changes_of_product(v_product, p_row);
  if v_changes ? 'baseUnit' then
    return inventory.import_problem(p_row, 'baseUnit', 'VALUE_FIXED',
      format('The base unit of product %s is %s, and it cannot be changed', v_product.sku, v_product.base_unit), 'Leave it out, or give that one.');
  elsif v_changes ? 'trackInventory' then
    return inventory.import_problem(p_row, 'trackInventory', 'VALUE_FIXED',
      format('Inventory of product %s is %stracked, and that cannot be changed', v_product.sku,
        case when v_product.track_inventory then '' else 'not ' end), 'Leave it out.');
  elsif v_changes ? 'kind' then
    return inventory.import_problem(p_row, 'kind', 'VALUE_FIXED',
      format('The kind of product %s is %s, and it cannot be changed', v_product.sku, v_product.kind), 'Leave it out, or give that one.');
  end if;

  v_other := inventory.imported_as(p_tenant_id, p_input, p_row, v_id);
  if v_changes = '{}' then
    return jsonb_build_object('row', p_row -> 'row', 'outcome', 'unchanged');
  elsif v_other is not null then
    return inventory.import_problem(p_row, 'sku', 'ROW_CONTRADICTS', format('It says something else of product %s than row %s does', v_product.sku, v_other),
      'Keep one of the two rows. If they are two products, give them SKUs that differ in more than their case.');
  end if;
  if v_changes - array['units', 'codes', 'components'] <> '{}' then
    perform inventory.update_product(p_identity, (v_changes - array['units', 'codes', 'components']) || jsonb_build_object('id', v_id));
  end if;
  if v_changes ? 'components' then
    perform inventory.set_kit_components(p_identity, jsonb_build_object('productId', v_id, 'components', v_components));
  end if;
  perform inventory.add_product_unit(p_identity, u.unit || jsonb_build_object('productId', v_id))
  from jsonb_array_elements(v_changes -> 'units') u (unit);
  perform inventory.add_product_code(p_identity, jsonb_build_object('productId', v_id, 'code', k.code))
  from jsonb_array_elements(v_changes -> 'codes') k (code);
  return jsonb_build_object('row', p_row -> 'row', 'outcome', 'updated');
end
$$;
comment on function inventory.import_product(uuid, jsonb, jsonb, jsonb) is
  'Makes or changes the product of a row {"row", and CreateProductInput with "sku" in place of the "productId" of a component}.';

create or replace function inventory.import_products(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_rows jsonb[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_ids uuid[];
  v_plain text[]; -- what becomes of the row, where it can be written in the set
begin
  if cardinality(p_rows) = 1 then -- its refusal names the field
    return jsonb_build_array(inventory.import_product(p_tenant_id, p_identity, p_input, p_rows[1]));
  end if;
  -- Only the first row of a product, and those that repeat it: what another one says is compared with what the first one has
  -- made of the product.
  select array_agg(f.id order by f.n), array_agg(case
    when f.n = f.first then f.outcome
    when p_rows[f.n] - 'row' = p_rows[f.first] - 'row' and f.first_outcome is not null then 'unchanged' end order by f.n)
  into v_ids, v_plain
  from (
    select f.n, f.id, f.outcome, first_value(f.n) over same as first, first_value(f.outcome) over same as first_outcome
    from (
      select r.n, coalesce(c.product_id, inventory.uuid_v7()) as id, coalesce(c.product_id::text, k.key) as named,
        case
          when c.product_id is null then case when r.line ->> 'name' is not null and not r.line ? 'components' then 'created' end
          when inventory.changes_of_product(p.product, r.line) = '{}' then 'unchanged'
        end as outcome
      from unnest(p_rows) with ordinality r (line, n)
      cross join lateral (select inventory.product_code_key(r.line ->> 'sku') as key offset 0) k
      left join lateral (
        select c.product_id from inventory.product_codes c
        where c.tenant_id = p_tenant_id and c.code_key = k.key and c.kind = 'SKU' and c.removed_at is null offset 0) c on true
      left join lateral (
        select p as product from inventory.products p where p.tenant_id = p_tenant_id and p.id = c.product_id offset 0) p on true
    ) f
    window same as (partition by f.named order by f.n)) f;

  perform inventory.write_products(p_tenant_id, (
    select jsonb_agg(r.line || jsonb_build_object('id', v_ids[r.n]) order by r.n)
    from unnest(p_rows) with ordinality r (line, n) where v_plain[r.n] = 'created'));
  insert into inventory.product_codes (tenant_id, id, product_id, code, kind)
  select p_tenant_id, inventory.uuid_v7(), c.product_id, c.code ->> 'code', c.code ->> 'kind'
  from (
    select v_ids[r.n] as product_id, k.code, r.n from unnest(p_rows) with ordinality r (line, n)
    cross join lateral jsonb_array_elements(r.line -> 'codes') k (code) where v_plain[r.n] = 'created' order by r.n offset 0) c;
  insert into inventory.imported_rows (tenant_id, kind, file_hash, row_number, run_id, entity_id)
  select p_tenant_id, 'PRODUCTS', decode(p_input ->> 'fileHash', 'hex'), (r.line ->> 'row')::bigint, (p_input ->> 'runId')::uuid, v_ids[r.n]
  from unnest(p_rows) with ordinality r (line, n) where v_plain[r.n] is not null
  order by r.n
  on conflict do nothing;

  return (
    select jsonb_agg(case when v_plain[r.n] is not null then jsonb_build_object('row', r.line -> 'row', 'outcome', v_plain[r.n])
      else inventory.import_product(p_tenant_id, p_identity, p_input, r.line) end order by r.n)
    from (select * from unnest(p_rows) with ordinality u (line, n) order by u.n offset 0) r);
end
$$;
comment on function inventory.import_products(uuid, jsonb, jsonb, jsonb[]) is
  'Makes or changes the products of rows {"row", and CreateProductInput}; returns the outcome of each, or its problem.';

grant execute on function inventory.changes_of_product(inventory.products, jsonb), inventory.import_product(uuid, jsonb, jsonb, jsonb),
  inventory.import_products(uuid, jsonb, jsonb, jsonb[]) to bincard_app;
