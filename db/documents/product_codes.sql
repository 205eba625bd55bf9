-- Codes and units of products: what is declared of the table, then the entry points.

select
  inventory.clean_codes('inventory.product_codes', 'code'),
  inventory.make_permanent('inventory.product_codes', null), -- product_identity_immutable guards each row
  -- The change of a SKU is audited with its product.
  inventory.put_trigger('inventory.product_codes', '_700_audit', 'after insert or update', 'row when (new.kind <> ''SKU'')',
    'tg_audit_record(''product_code'', ''product_id'')', 'Audit: writes who changed what, before and after.'),
  inventory.allow_role('inventory.product_codes', 'insert', 'manager'),
  inventory.allow_role('inventory.product_codes', 'update', 'manager'),
  inventory.allow_role('inventory.product_units', 'update', 'manager');

create or replace function inventory.add_product_code(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'productId')::uuid;
begin
  perform inventory.write_product_code(v_tenant_id, v_id, p_input -> 'code', 'code.');
  return inventory.product_json(v_tenant_id, v_id);
end
$$;
comment on function inventory.add_product_code(jsonb, jsonb) is
  'Adds a code to a product {"productId", "code": {"code", "kind", "unit"}}. Refused by code_taken, gtin_invalid, product_unknown, unit_unknown, text_invalid, value_unknown.';

create or replace function inventory.remove_product_code(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'productId')::uuid;
begin
  update inventory.product_codes c set removed_at = now()
  where c.tenant_id = v_tenant_id and c.product_id = v_id and c.removed_at is null
    and c.code_key = inventory.product_code_key(p_input ->> 'code');
  -- A second request, as a retry is one, finds it removed and changes nothing.
  if not found and not exists (
    select from inventory.product_codes c
    where c.tenant_id = v_tenant_id and c.product_id = v_id and c.code_key = inventory.product_code_key(p_input ->> 'code'))
  then
    perform inventory.refuse('code_unknown', format('The product has no code %s', p_input ->> 'code'),
      jsonb_build_object('field', 'code', 'productId', v_id, 'code', p_input ->> 'code'));
  end if;
  return inventory.product_json(v_tenant_id, v_id);
end
$$;
comment on function inventory.remove_product_code(jsonb, jsonb) is
  'Removes a code that is no SKU from a product {"productId", "code"}; another product can have it then. Refused by product_identity_immutable.';

create or replace function inventory.change_sku(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'productId')::uuid;
begin
  update inventory.products p set sku = p_input ->> 'sku', sku_reason = p_input ->> 'reason'
  where p.tenant_id = v_tenant_id and p.id = v_id;
  if not found then
    perform inventory.refuse('product_unknown', 'There is no such product', jsonb_build_object('field', 'productId', 'productId', v_id));
  end if;
  return inventory.product_json(v_tenant_id, v_id);
exception when unique_violation then
  perform inventory.refuse_sku_taken(v_tenant_id, p_input ->> 'sku');
  perform inventory.refuse_code_taken(v_tenant_id, p_input ->> 'sku', 'sku');
  raise;
end
$$;
comment on function inventory.change_sku(jsonb, jsonb) is
  'Gives a product another SKU {"productId", "sku", "reason"}; the earlier one stays one of its codes. Refused by sku_taken, code_taken, reason_missing, product_unknown, text_invalid.';

create or replace function inventory.add_product_unit(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'productId')::uuid;
  v_other record;
begin
  insert into inventory.product_units (tenant_id, product_id, code, factor)
  values (v_tenant_id, v_id, p_input ->> 'code', (p_input ->> 'factor')::bigint);
  return inventory.product_json(v_tenant_id, v_id);
exception when unique_violation then
  select u.code, u.factor into v_other from inventory.product_units u
  where u.tenant_id = v_tenant_id and u.product_id = v_id and u.code_key = inventory.code_key(p_input ->> 'code');
  if found then
    perform inventory.refuse_unit_code_taken(p_input ->> 'code', v_other.code, v_other.factor, 'code');
  end if;
  raise;
end
$$;
comment on function inventory.add_product_unit(jsonb, jsonb) is
  'Adds a unit to a product {"productId", "code", "factor"}. Refused by unit_code_taken, product_unknown, quantity_not_positive, text_invalid.';
grant execute on function inventory.add_product_unit(jsonb, jsonb) to bincard_app;

create or replace function inventory.retire_product_unit(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'productId')::uuid;
begin
  update inventory.product_units u set retired_at = now()
  where u.tenant_id = v_tenant_id and u.product_id = v_id and u.code_key = inventory.code_key(p_input ->> 'code')
    and u.retired_at is null;
  -- A second request, as a retry is one, finds it retired and changes nothing.
  if not found and not exists (
    select from inventory.product_units u
    where u.tenant_id = v_tenant_id and u.product_id = v_id and u.code_key = inventory.code_key(p_input ->> 'code'))
  then
    perform inventory.refuse('unit_unknown', format('The product has no unit %s', p_input ->> 'code'),
      jsonb_build_object('field', 'code', 'productId', v_id, 'unit', p_input ->> 'code'), 'Use one of the product''s units.');
  end if;
  return inventory.product_json(v_tenant_id, v_id);
end
$$;
comment on function inventory.retire_product_unit(jsonb, jsonb) is
  'Retires a unit of a product {"productId", "code"}: no new document takes it. One that is retired stays so. Refused by unit_unknown, product_identity_immutable (the base unit).';

grant execute on function inventory.add_product_code(jsonb, jsonb), inventory.remove_product_code(jsonb, jsonb),
  inventory.change_sku(jsonb, jsonb), inventory.retire_product_unit(jsonb, jsonb) to bincard_app;
