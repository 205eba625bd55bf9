-- Stamp: the unit in which a supplier sells a product, the base unit where none is named, and its factor. A supplier's code becomes
-- one of the product's codes, so that it can be scanned.
--
-- Kits:      are put together by the shop: a supplier sells the goods in them, and nothing else is received.
-- Races:     two sessions that give one code to two products meet at the unique index (code_taken).

create or replace function inventory.tg_supplier_product_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_owner uuid;
  v_terms record;
begin
  if tg_op = 'INSERT' or new.unit is distinct from old.unit or new.factor is distinct from old.factor then -- a unit that was retired since stays as it was
    v_terms := inventory.checked_terms(new.tenant_id, new.product_id, new.unit, '', p_tracked => false);
    new.unit := v_terms.unit;
    new.factor := v_terms.factor;
  end if;
  perform inventory.check_goods(new.tenant_id, new.product_id, 'productId');
  perform inventory.base_units(new.minimum_quantity, new.factor, 'minimumQuantity');
  new.code := inventory.clean_code(new.code);
  if new.code is null or tg_op = 'UPDATE' and new.code is not distinct from old.code then
    return new;
  end if;
  v_owner := inventory.find_product(new.tenant_id, new.code);
  if v_owner is null then
    perform inventory.write_product_code(new.tenant_id, new.product_id,
      jsonb_build_object('code', new.code, 'kind', 'SUPPLIER', 'unit', new.unit), '');
  elsif v_owner <> new.product_id then
    perform inventory.refuse_code_taken(new.tenant_id, new.code, 'code');
  end if;
  return new;
end
$$;
comment on function inventory.tg_supplier_product_stamp() is
  'Stamp: unit and factor of what a supplier sells; writes the supplier''s code as a code of the product, and refuses that of another product. Refuses a kit, and a least order over the largest quantity.';

drop trigger if exists _100_stamp on inventory.supplier_products;
create trigger _100_stamp before insert or update of code, unit, factor, minimum_quantity on inventory.supplier_products
  for each row execute function inventory.tg_supplier_product_stamp();
comment on trigger _100_stamp on inventory.supplier_products is
  E'Stamp: unit, factor and code of what a supplier sells.\nGuards: product_unknown, unit_unknown, kit_not_stocked, quantity_too_large, code_taken';
