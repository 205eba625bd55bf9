-- Stamp: the unit in which a supplier sells a product, the base unit where none is named, and its factor. A supplier's code becomes
-- one of the product's codes, so that it can be scanned.
--
-- Races:     two sessions that give one code to two products meet at the unique index (code_taken).

create or replace function inventory.tg_supplier_product_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_owner uuid;
  v_terms record := inventory.checked_terms(new.tenant_id, new.product_id, new.unit, '', p_tracked => false);
begin
  new.unit := v_terms.unit;
  new.factor := v_terms.factor;
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
  'Stamp: unit and factor of what a supplier sells; writes the supplier''s code as a code of the product, and refuses that of another product.';

drop trigger if exists _100_stamp on inventory.supplier_products;
create trigger _100_stamp before insert or update of code, unit, factor on inventory.supplier_products
  for each row execute function inventory.tg_supplier_product_stamp();
comment on trigger _100_stamp on inventory.supplier_products is
  E'Stamp: unit, factor and code of what a supplier sells.\nGuards: product_unknown, unit_unknown, code_taken';
