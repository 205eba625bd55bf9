-- Imports of suppliers and of their prices: a row makes one, or changes the one that it names, through their entry points; see
-- import_master_data.sql.

create or replace function inventory.import_supplier(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_row jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_supplier inventory.suppliers;
  v_id uuid;
  v_other bigint;
begin
  select s.* into v_supplier from inventory.suppliers s where s.tenant_id = p_tenant_id and s.code_key = inventory.code_key(p_row ->> 'code');
  if not found then
    v_id := inventory.create_supplier(p_identity, jsonb_build_object('name', p_row -> 'code') || (p_row - 'row' - 'active')) ->> 'id';
    if not coalesce((p_row ->> 'active')::boolean, true) then
      perform inventory.update_supplier(p_identity, jsonb_build_object('id', v_id, 'active', false));
    end if;
    perform inventory.imported_as(p_tenant_id, p_input, p_row, v_id);
    return jsonb_build_object('row', p_row -> 'row', 'outcome', 'created');
  end if;
  v_other := inventory.imported_as(p_tenant_id, p_input, p_row, v_supplier.id);
  if coalesce(p_row ->> 'name', v_supplier.name) = v_supplier.name and coalesce((p_row ->> 'active')::boolean, v_supplier.active) = v_supplier.active
    and coalesce((p_row ->> 'leadTimeDays')::integer, v_supplier.lead_time_days) is not distinct from v_supplier.lead_time_days
  then
    return jsonb_build_object('row', p_row -> 'row', 'outcome', 'unchanged');
  elsif v_other is not null then
    return inventory.import_problem(p_row, 'code', 'ROW_CONTRADICTS',
      format('It says something else of supplier %s than row %s does', v_supplier.code, v_other), 'Keep one of the two rows.');
  end if;
  perform inventory.update_supplier(p_identity, (p_row - 'row' - 'code') || jsonb_build_object('id', v_supplier.id));
  return jsonb_build_object('row', p_row -> 'row', 'outcome', 'updated');
end
$$;
comment on function inventory.import_supplier(uuid, jsonb, jsonb, jsonb) is
  'Makes or changes the supplier of a row {"row", "code", "name" (the code by default), "leadTimeDays", "active"}.';

create or replace function inventory.import_price(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_row jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_supplier_id uuid;
  v_product_id uuid;
  v_before inventory.supplier_products;
  v_id uuid;
  v_other bigint;
begin
  select s.id into v_supplier_id from inventory.suppliers s
  where s.tenant_id = p_tenant_id and s.code_key = inventory.code_key(p_row ->> 'supplier');
  v_product_id := inventory.find_product(p_tenant_id, p_row ->> 'sku');
  if v_supplier_id is null or v_product_id is null then
    return inventory.import_problems(
      case when v_supplier_id is null then
        inventory.import_problem(p_row, 'supplier', 'SUPPLIER_UNKNOWN', format('There is no supplier %s', p_row ->> 'supplier'),
          'Bring the suppliers in first, with import suppliers, or name one for all rows.') end,
      case when v_product_id is null then
        inventory.import_problem(p_row, 'sku', 'PRODUCT_UNKNOWN', format('There is no product %s', p_row ->> 'sku'),
          'Bring the products in first, with import products.') end);
  end if;
  select s.* into v_before from inventory.supplier_products s
  where s.tenant_id = p_tenant_id and s.supplier_id = v_supplier_id and s.product_id = v_product_id;
  if v_before.id is not null then
    v_other := inventory.imported_as(p_tenant_id, p_input, p_row, v_before.id);
    if coalesce(inventory.clean_code(p_row ->> 'code'), v_before.code) is not distinct from v_before.code
      and coalesce(inventory.code_key(p_row ->> 'unit'), inventory.code_key(v_before.unit)) = inventory.code_key(v_before.unit)
      and coalesce((p_row ->> 'price')::numeric(20, 6), v_before.price) is not distinct from v_before.price
      and coalesce((p_row ->> 'minimumQuantity')::bigint, v_before.minimum_quantity) = v_before.minimum_quantity
    then
      return jsonb_build_object('row', p_row -> 'row', 'outcome', 'unchanged', 'productId', v_product_id);
    elsif v_other is not null then
      return inventory.import_problem(p_row, 'sku', 'ROW_CONTRADICTS',
        format('It says something else of product %s than row %s does', p_row ->> 'sku', v_other), 'Keep one of the two rows.');
    end if;
  end if;
  v_id := inventory.set_supplier_product(p_identity,
    (p_row - array['row', 'supplier', 'sku']) || jsonb_build_object('supplierId', v_supplier_id, 'productId', v_product_id)) ->> 'id';
  if v_before.id is null then
    perform inventory.imported_as(p_tenant_id, p_input, p_row, v_id);
  end if;
  return jsonb_build_object('row', p_row -> 'row', 'outcome', case when v_before.id is null then 'created' else 'updated' end,
    'productId', v_product_id);
end
$$;
comment on function inventory.import_price(uuid, jsonb, jsonb, jsonb) is
  'Writes or changes what a supplier sells, from a row {"row", "supplier" (its code), "sku" (any code), "code", "unit", "price", "minimumQuantity"}.';

grant execute on function inventory.import_supplier(uuid, jsonb, jsonb, jsonb), inventory.import_price(uuid, jsonb, jsonb, jsonb) to bincard_app;
