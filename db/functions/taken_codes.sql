-- What a refusal says of a code that is taken: the one that has it, however that one is written. The unique constraints refuse
-- it by themselves; these are called once one of them has.

create or replace function inventory.refuse_sku_taken(p_tenant_id uuid, p_sku text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_other record;
begin
  select p.id, p.sku, p.name into v_other from inventory.products p
  where p.tenant_id = p_tenant_id and p.sku_key = inventory.code_key(p_sku);
  if found then
    perform inventory.refuse('sku_taken', format('SKU %s is already used by product %s (%s)', inventory.clean_code(p_sku), v_other.sku, v_other.name),
      jsonb_build_object('field', 'sku', 'sku', inventory.clean_code(p_sku), 'takenBy', v_other.sku, 'productId', v_other.id),
      'Choose another SKU, or use the product that has it.');
  end if;
end
$$;
comment on function inventory.refuse_sku_taken(uuid, text) is 'Refuses (sku_taken) a SKU that a product has, and names that product.';

create or replace function inventory.refuse_location_code_taken(p_tenant_id uuid, p_code text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_other record;
begin
  select o.id, o.code, o.name into v_other from inventory.locations o
  where o.tenant_id = p_tenant_id and o.code_key = inventory.code_key(p_code);
  if found then
    perform inventory.refuse('location_code_taken',
      format('Location code %s is already used by location %s (%s)', inventory.clean_code(p_code), v_other.code, v_other.name),
      jsonb_build_object('field', 'code', 'code', inventory.clean_code(p_code), 'takenBy', v_other.code, 'locationId', v_other.id),
      'Choose another code, or use the location that has it.');
  end if;
end
$$;
comment on function inventory.refuse_location_code_taken(uuid, text) is
  'Refuses (location_code_taken) a code that a location has, and names that location.';

create or replace function inventory.refuse_unit_code_taken(p_code text, p_taken_by text, p_factor bigint, p_field text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('unit_code_taken',
    format('Unit %s is already used by this product: %s (factor %s)', inventory.clean_code(p_code), p_taken_by, p_factor),
    jsonb_build_object('field', p_field, 'code', inventory.clean_code(p_code), 'takenBy', p_taken_by, 'factor', p_factor),
    'Give each unit a code of its own.');
end
$$;
comment on function inventory.refuse_unit_code_taken(text, text, bigint, text) is
  'Refuses (unit_code_taken) a unit''s code that the product has, and names that unit and its factor.';

create or replace function inventory.refuse_tenant_code_taken(p_code text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_other record;
begin
  select t.id, t.code, t.name into v_other from inventory.tenants t where t.code = inventory.code_key(p_code);
  if found then
    perform inventory.refuse('tenant_code_taken', format('Tenant code %s is already used by tenant %s (%s)', p_code, v_other.code, v_other.name),
      jsonb_build_object('code', p_code, 'takenBy', v_other.code), 'Choose another code.');
  end if;
end
$$;
comment on function inventory.refuse_tenant_code_taken(text) is
  'Refuses (tenant_code_taken) a code that a tenant has, and names that tenant. Only the owner sees other tenants.';

grant execute on function inventory.refuse_sku_taken(uuid, text), inventory.refuse_location_code_taken(uuid, text),
  inventory.refuse_unit_code_taken(text, text, bigint, text) to bincard_app;
