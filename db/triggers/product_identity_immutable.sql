-- Rule:      A product's base unit, kind and inventory tracking never change, nor does a unit's factor or a product's code.
-- Why:       recorded quantities are in base units; another unit or factor would change what they mean. Goods that have stock or
--            are in a kit cannot become a kit. A code of a product is
--            printed on labels: it is removed, and another one added.
-- Guards:    products, UPDATE; product_units and product_codes, UPDATE and DELETE, but for retiring a unit and removing a code,
--            once. The base unit is not retired, nor is a code removed that is or was the SKU, whatever kind of code it was before.
--            product_codes, INSERT of the kind SKU: it is the product's SKU, with which it is audited
-- Locks:     none of its own: the change of a SKU to a code of the product has locked that code (product_code_stamp)
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_product_identity_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('product_identity_immutable', 'A product''s units, codes, kind and tracking never change',
    jsonb_build_object('operation', tg_op), 'Create a new product and make this one INACTIVE.');
  return null;
end
$$;
comment on function inventory.tg_product_identity_immutable() is 'Refuses to change a product''s base unit, kind or tracking.';

drop trigger if exists _300_product_identity_immutable on inventory.products;
create trigger _300_product_identity_immutable before update on inventory.products
  for each row
  when (row(new.tenant_id, new.id, new.base_unit, new.track_inventory, new.kind)
    is distinct from row(old.tenant_id, old.id, old.base_unit, old.track_inventory, old.kind))
  execute function inventory.tg_product_identity_immutable();
alter table inventory.products enable always trigger _300_product_identity_immutable;
comment on trigger _300_product_identity_immutable on inventory.products is
  'A product''s base unit, kind and inventory tracking never change, nor does a unit''s factor or a product''s code.';

create or replace function inventory.tg_unit_identity_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and old.retired_at is null and new.retired_at is not null
    and row(new.tenant_id, new.product_id, new.code, new.factor) = row(old.tenant_id, old.product_id, old.code, old.factor)
    and not exists (
      select from inventory.products p where p.tenant_id = old.tenant_id and p.id = old.product_id and p.base_unit = old.code)
  then
    new.retired_at := now();
    return new;
  end if;
  perform inventory.refuse('product_identity_immutable',
    case when tg_op = 'UPDATE' and new.retired_at is not null then
        case when old.retired_at is null then format('Unit %s is the base unit', old.code) else format('Unit %s is retired', old.code) end
      else 'A product''s units never change' end,
    jsonb_build_object('field', 'code', 'code', old.code, 'operation', tg_op),
    'Retire another unit, or create a new product and make this one INACTIVE.');
  return null;
end
$$;
comment on function inventory.tg_unit_identity_immutable() is
  'Refuses to change or delete a unit, but lets one that is not the base unit be retired, once.';

create or replace function inventory.is_or_was_sku(p_tenant_id uuid, p_product_id uuid, p_code_key text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp -- volatile: after waiting for the code's row it must see the SKU
as $$
begin
  return exists (
    select from inventory.products p
    where p.tenant_id = p_tenant_id and p.id = p_product_id and inventory.product_code_key(p.sku) = p_code_key)
    or exists (
    select from inventory.audit_log a
    where a.tenant_id = p_tenant_id and a.entity = 'product' and a.entity_id = p_product_id::text
      and inventory.product_code_key(a.after ->> 'sku') = p_code_key);
end
$$;
comment on function inventory.is_or_was_sku(uuid, uuid, text) is
  'Whether a key of a code is that of a product''s SKU, or of one that it had before: the audit log says which.';
grant execute on function inventory.is_or_was_sku(uuid, uuid, text) to bincard_app;

create or replace function inventory.tg_code_identity_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_sku constant boolean := old.kind = 'SKU' or inventory.is_or_was_sku(old.tenant_id, old.product_id, old.code_key);
begin
  if tg_op = 'UPDATE' and old.removed_at is null and new.removed_at is not null and not v_sku
    and row(new.tenant_id, new.id, new.product_id, new.code, new.kind, new.unit)
      = row(old.tenant_id, old.id, old.product_id, old.code, old.kind, old.unit)
  then
    new.removed_at := now();
    return new;
  end if;
  perform inventory.refuse('product_identity_immutable',
    case when v_sku then format('%s is or was the SKU of the product, which is kept', old.code) else 'A product''s codes never change' end,
    jsonb_build_object('field', 'code', 'code', old.code, 'kind', old.kind, 'operation', tg_op),
    'Remove a code of another kind, or add one.');
  return null;
end
$$;
comment on function inventory.tg_code_identity_immutable() is
  'Refuses to change or delete a product''s code, but lets one that is and was no SKU be removed, once.';

drop trigger if exists _300_product_identity_immutable on inventory.product_units;
create trigger _300_product_identity_immutable before update or delete on inventory.product_units
  for each row execute function inventory.tg_unit_identity_immutable();
alter table inventory.product_units enable always trigger _300_product_identity_immutable;
comment on trigger _300_product_identity_immutable on inventory.product_units is
  'A product''s base unit, kind and inventory tracking never change, nor does a unit''s factor or a product''s code.';

drop trigger if exists _300_product_identity_immutable on inventory.product_codes;
create trigger _300_product_identity_immutable before update or delete on inventory.product_codes
  for each row execute function inventory.tg_code_identity_immutable();
alter table inventory.product_codes enable always trigger _300_product_identity_immutable;
comment on trigger _300_product_identity_immutable on inventory.product_codes is
  'A product''s base unit, kind and inventory tracking never change, nor does a unit''s factor or a product''s code.';

create or replace function inventory.tg_sku_code_identity_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (
    select from inventory.products p where p.tenant_id = new.tenant_id and p.id = new.product_id and p.sku = new.code)
  then
    perform inventory.refuse('product_identity_immutable', format('%s is not the SKU of the product', new.code),
      jsonb_build_object('field', 'kind', 'code', new.code, 'kind', new.kind), 'Change the SKU, or add a code of another kind.');
  end if;
  return null;
end
$$;
comment on function inventory.tg_sku_code_identity_immutable() is
  'Refuses a code of the kind SKU that is not the SKU of its product.';

drop trigger if exists _300_product_identity_immutable__insert on inventory.product_codes;
create trigger _300_product_identity_immutable__insert after insert on inventory.product_codes
  for each row when (new.kind = 'SKU') execute function inventory.tg_sku_code_identity_immutable();
alter table inventory.product_codes enable always trigger _300_product_identity_immutable__insert;
comment on trigger _300_product_identity_immutable__insert on inventory.product_codes is
  'A product''s base unit, kind and inventory tracking never change, nor does a unit''s factor or a product''s code.';
