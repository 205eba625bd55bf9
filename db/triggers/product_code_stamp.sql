-- Stamp: a product's code is for its base unit where none is named. A SKU that changes is kept: the new one becomes another code
-- of the product, with the reason in the audit log.
--
-- Races:     two sessions that give one code to two products meet at the unique index (code_taken). One that makes a code of a
--            product its SKU and one that removes that code meet at the code's row, which the first one share-locks.

create or replace function inventory.tg_product_code_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if new.kind is distinct from 'SKU' or new.unit is null then
    new.unit := (inventory.checked_terms(new.tenant_id, new.product_id, new.unit, '', p_tracked => false)).unit;
  end if;
  new.removed_at := null;
  return new;
end
$$;
comment on function inventory.tg_product_code_stamp() is
  'Stamp: the unit of a product''s code, the base unit where none is named; refuses an unknown product or unit.';

drop trigger if exists _100_stamp on inventory.product_codes;
create trigger _100_stamp before insert on inventory.product_codes
  for each row execute function inventory.tg_product_code_stamp();
comment on trigger _100_stamp on inventory.product_codes is
  E'Stamp: the unit of a product''s code.\nGuards: product_unknown, unit_unknown';

create or replace function inventory.tg_product_sku_reason() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.sku_reason := inventory.given_reason(new.sku_reason);
  if new.sku_reason is null and new.sku is distinct from old.sku then
    perform inventory.refuse('reason_missing', 'A new SKU needs a reason', jsonb_build_object('field', 'reason'),
      'Give a reason of 1 to 2,000 characters.');
  elsif new.sku_reason is null then
    new.sku_reason := old.sku_reason; -- that of the last change
  end if;
  return new;
end
$$;
comment on function inventory.tg_product_sku_reason() is 'Stamp: the reason of a new SKU; refuses one without.';

drop trigger if exists _300_sku_reason on inventory.products;
create trigger _300_sku_reason before update of sku, sku_reason on inventory.products
  for each row execute function inventory.tg_product_sku_reason();
comment on trigger _300_sku_reason on inventory.products is E'Stamp: the reason of a new SKU.\nGuards: reason_missing';

create or replace function inventory.tg_product_sku_changed() returns trigger
language plpgsql security definer -- the row belongs to the product, whatever the writer may insert
set search_path = pg_catalog, pg_temp
as $$
declare
  v_owner uuid;
begin
  perform inventory.check_tenant(new.tenant_id);
  v_owner := inventory.find_product(new.tenant_id, new.sku);
  if v_owner = new.id then -- one of its own codes, such as an earlier SKU
    perform from inventory.product_codes c
    where c.tenant_id = new.tenant_id and c.code_key = inventory.product_code_key(new.sku) and c.removed_at is null for share;
    if found then
      return null;
    end if; -- it was removed meanwhile: the SKU gets a row of its own, or meets who has taken it
  elsif v_owner is not null then
    perform inventory.refuse_code_taken(new.tenant_id, new.sku, 'sku');
  end if;
  insert into inventory.product_codes (tenant_id, id, product_id, code, kind, unit)
  values (new.tenant_id, inventory.uuid_v7(), new.id, new.sku, 'SKU', new.base_unit);
  return null;
end
$$;
comment on function inventory.tg_product_sku_changed() is
  'Stamp: keeps the new SKU of a product as one of its codes; refuses a code of another product.';

drop trigger if exists _500_sku_changed on inventory.products;
create trigger _500_sku_changed after update of sku on inventory.products
  for each row when (new.sku is distinct from old.sku)
  execute function inventory.tg_product_sku_changed();
comment on trigger _500_sku_changed on inventory.products is
  E'Stamp: keeps the new SKU of a product as one of its codes.\nGuards: code_taken';
