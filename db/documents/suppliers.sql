-- Suppliers: what is declared of their tables, then the entry points.

select
  inventory.make_permanent('inventory.suppliers', 'tenant_id, id'),
  inventory.make_permanent('inventory.supplier_products', 'tenant_id, id, supplier_id, product_id'),
  inventory.clean_codes('inventory.suppliers', 'code'),
  inventory.audit('inventory.suppliers', 'supplier'),
  inventory.audit('inventory.supplier_products', 'supplier_product'),
  inventory.allow_role('inventory.suppliers', 'insert', 'manager'),
  inventory.allow_role('inventory.suppliers', 'update', 'manager'),
  inventory.allow_role('inventory.supplier_products', 'insert', 'manager'),
  inventory.allow_role('inventory.supplier_products', 'update', 'manager');

create or replace function inventory.supplier_json(p_tenant_id uuid, p_id uuid) returns jsonb
language sql stable
begin atomic
  select jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name, 'leadTimeDays', s.lead_time_days, 'active', s.active)
  from inventory.suppliers s where s.tenant_id = p_tenant_id and s.id = p_id;
end;
comment on function inventory.supplier_json(uuid, uuid) is 'A supplier''s plain fields as the API names them; null when there is none.';

create or replace function inventory.refuse_supplier_code_taken(p_tenant_id uuid, p_code text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_other record;
begin
  select s.id, s.code, s.name into v_other from inventory.suppliers s
  where s.tenant_id = p_tenant_id and s.code_key = inventory.code_key(p_code);
  if found then
    perform inventory.refuse('supplier_code_taken',
      format('Supplier code %s is already used by supplier %s (%s)', inventory.clean_code(p_code), v_other.code, v_other.name),
      jsonb_build_object('field', 'code', 'code', inventory.clean_code(p_code), 'takenBy', v_other.code, 'supplierId', v_other.id),
      'Choose another code, or use the supplier that has it.');
  end if;
end
$$;
comment on function inventory.refuse_supplier_code_taken(uuid, text) is
  'Refuses (supplier_code_taken) a code that a supplier has, and names that supplier.';

create or replace function inventory.check_supplier(p_tenant_id uuid, p_id uuid, p_field text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from inventory.suppliers s where s.tenant_id = p_tenant_id and s.id = p_id) then
    perform inventory.refuse('supplier_unknown', 'There is no such supplier', jsonb_build_object('field', p_field, 'supplierId', p_id),
      'The query suppliers lists them; createSupplier adds one.');
  end if;
end
$$;
comment on function inventory.check_supplier(uuid, uuid, text) is 'Refuses (supplier_unknown) an unknown supplier; p_field is the field that names it.';

create or replace function inventory.create_supplier(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
begin
  insert into inventory.suppliers (tenant_id, id, code, name, lead_time_days)
  values (v_tenant_id, v_id, p_input ->> 'code', p_input ->> 'name', (p_input ->> 'leadTimeDays')::integer);
  return inventory.supplier_json(v_tenant_id, v_id);
exception when unique_violation then
  perform inventory.refuse_supplier_code_taken(v_tenant_id, p_input ->> 'code');
  raise;
end
$$;
comment on function inventory.create_supplier(jsonb, jsonb) is
  'Writes a supplier from {"code", "name", "leadTimeDays"}. Refused by supplier_code_taken, text_invalid, lead_time_invalid.';

create or replace function inventory.update_supplier(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  -- A missing field is not changed; leadTimeDays alone may be null: nobody knows it.
  update inventory.suppliers s set
    name = coalesce(p_input ->> 'name', s.name),
    lead_time_days = case when p_input ? 'leadTimeDays' then (p_input ->> 'leadTimeDays')::integer else s.lead_time_days end,
    active = coalesce((p_input ->> 'active')::boolean, s.active)
  where s.tenant_id = v_tenant_id and s.id = v_id;
  if not found then
    perform inventory.check_supplier(v_tenant_id, v_id, 'id');
  end if;
  return inventory.supplier_json(v_tenant_id, v_id);
end
$$;
comment on function inventory.update_supplier(jsonb, jsonb) is
  'Changes a supplier from UpdateSupplierInput; a field that is not given stays as it is. Refused by supplier_unknown, text_invalid, lead_time_invalid.';

create or replace function inventory.set_supplier_product(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_supplier_id uuid := (p_input ->> 'supplierId')::uuid;
  v_product_id uuid := (p_input ->> 'productId')::uuid;
  v_unit text;
  v_id uuid;
begin
  -- One at a time for a supplier: of two first calls for one product, the second one changes what the first has written.
  perform from inventory.suppliers s where s.tenant_id = v_tenant_id and s.id = v_supplier_id for no key update;
  if not found then
    perform inventory.check_supplier(v_tenant_id, v_supplier_id, 'supplierId');
  end if;
  v_unit := (inventory.checked_terms(v_tenant_id, v_product_id, p_input ->> 'unit', '', p_tracked => false)).unit;
  -- A missing field is not changed; code and price may be null, which removes them. A price is of its unit: another unit without a
  -- price has none.
  update inventory.supplier_products s set
    code = case when p_input ? 'code' then p_input ->> 'code' else s.code end,
    price = case when p_input ? 'price' then (p_input ->> 'price')::numeric
      when p_input ->> 'unit' is null or s.unit = v_unit then s.price end,
    unit = case when p_input ->> 'unit' is null then s.unit else v_unit end,
    minimum_quantity = coalesce((p_input ->> 'minimumQuantity')::bigint, s.minimum_quantity),
    active = coalesce((p_input ->> 'active')::boolean, s.active)
  where s.tenant_id = v_tenant_id and s.supplier_id = v_supplier_id and s.product_id = v_product_id
  returning s.id into v_id;
  if not found then
    insert into inventory.supplier_products as s (tenant_id, id, supplier_id, product_id, code, unit, price, minimum_quantity, active)
    values (v_tenant_id, inventory.uuid_v7(), v_supplier_id, v_product_id, p_input ->> 'code', v_unit, (p_input ->> 'price')::numeric,
      coalesce((p_input ->> 'minimumQuantity')::bigint, 1), coalesce((p_input ->> 'active')::boolean, true))
    returning s.id into v_id;
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.set_supplier_product(jsonb, jsonb) is
  'Writes or changes what a supplier sells of a product, from SupplierProductInput. Refused by supplier_unknown, product_unknown, kit_not_stocked, unit_unknown, code_taken, cost_negative, quantity_not_positive, quantity_too_large.';

grant execute on function inventory.supplier_json(uuid, uuid), inventory.refuse_supplier_code_taken(uuid, text),
  inventory.check_supplier(uuid, uuid, text), inventory.create_supplier(jsonb, jsonb), inventory.update_supplier(jsonb, jsonb),
  inventory.set_supplier_product(jsonb, jsonb) to bincard_app;
