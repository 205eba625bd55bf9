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

create or replace function inventory.refuse_quarantine_taken(p_tenant_id uuid, p_quarantine_of uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_other record;
begin
  select q.id, q.code, o.code as of_code into v_other from inventory.locations q
  join inventory.locations o on o.tenant_id = q.tenant_id and o.id = q.quarantine_of
  where q.tenant_id = p_tenant_id and q.quarantine_of = p_quarantine_of;
  if found then
    perform inventory.refuse('location_code_taken', format('Location %s has a quarantine already: %s', v_other.of_code, v_other.code),
      jsonb_build_object('field', 'quarantineOfId', 'locationCode', v_other.of_code, 'takenBy', v_other.code, 'locationId', v_other.id),
      'Use that one, or make a quarantine of no location in particular.');
  end if;
end
$$;
comment on function inventory.refuse_quarantine_taken(uuid, uuid) is
  'Refuses (location_code_taken) a second quarantine of a location, and names the first.';

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

create or replace function inventory.find_product(p_tenant_id uuid, p_code text) returns uuid
language sql stable
begin atomic
  select c.product_id from inventory.product_codes c
  where c.tenant_id = p_tenant_id and c.code_key = inventory.product_code_key(p_code) and c.removed_at is null;
end;
comment on function inventory.find_product(uuid, text) is
  'The product that a code names: its SKU, an earlier SKU, a barcode or a supplier''s code, in whatever case it is written.';

create or replace function inventory.refuse_code_taken(p_tenant_id uuid, p_code text, p_field text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_other record;
begin
  select c.product_id, c.code, c.kind, p.sku, p.name into v_other from inventory.product_codes c
  join inventory.products p on p.tenant_id = c.tenant_id and p.id = c.product_id
  where c.tenant_id = p_tenant_id and c.code_key = inventory.product_code_key(p_code) and c.removed_at is null;
  if found then
    perform inventory.refuse('code_taken', format('Code %s is already used by product %s (%s), as %s %s',
        inventory.clean_code(p_code), v_other.sku, v_other.name, v_other.kind, v_other.code),
      jsonb_build_object('field', p_field, 'code', inventory.clean_code(p_code), 'takenBy', v_other.sku, 'kind', v_other.kind,
        'productId', v_other.product_id),
      'Choose another code, or remove it from the product that has it.');
  end if;
end
$$;
comment on function inventory.refuse_code_taken(uuid, text, text) is
  'Refuses (code_taken) a code that a product has, and names that product and the kind of the code there.';

create or replace function inventory.write_product_code(p_tenant_id uuid, p_product_id uuid, p_code jsonb, p_field text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_code constant text := inventory.clean_code(p_code ->> 'code');
  v_check integer;
  v_unit text;
begin
  if p_code ->> 'kind' = 'SKU' then
    perform inventory.refuse('value_unknown', 'A SKU is given with the product, or by changing it',
      jsonb_build_object('field', p_field || 'kind', 'kind', 'SKU'), 'Use changeSku, or another kind.');
  elsif p_code ->> 'kind' = 'GTIN' and not inventory.is_gtin(v_code) then
    v_check := inventory.gtin_check_digit(v_code);
    perform inventory.refuse('gtin_invalid', format('%s is not a GTIN', left(v_code, 128))
        || case when v_check is null then '' else format(': its check digit, the last one, would be %s', v_check) end,
      jsonb_build_object('field', p_field || 'code', 'code', left(v_code, 128), 'checkDigit', v_check),
      'Give its 8, 12, 13 or 14 digits as they are printed. A code that is no GTIN has the kind INTERNAL or SUPPLIER.');
  end if;
  v_unit := (inventory.checked_terms(p_tenant_id, p_product_id, p_code ->> 'unit', p_field, p_tracked => false)).unit; -- names the field
  insert into inventory.product_codes (tenant_id, id, product_id, code, kind, unit)
  values (p_tenant_id, inventory.uuid_v7(), p_product_id, v_code, p_code ->> 'kind', v_unit);
exception when unique_violation then
  perform inventory.refuse_code_taken(p_tenant_id, v_code, p_field || 'code');
  raise;
end
$$;
comment on function inventory.write_product_code(uuid, uuid, jsonb, text) is
  'Writes a code of a product from ProductCodeInput; p_field begins the path of its fields, such as codes[0]. or code.';

grant execute on function inventory.write_product_code(uuid, uuid, jsonb, text), inventory.find_product(uuid, text), inventory.refuse_code_taken(uuid, text, text),
  inventory.refuse_sku_taken(uuid, text), inventory.refuse_location_code_taken(uuid, text),
  inventory.refuse_quarantine_taken(uuid, uuid),
  inventory.refuse_unit_code_taken(text, text, bigint, text) to bincard_app;
