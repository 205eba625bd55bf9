-- Rule:      A product's SKU, base unit and inventory tracking never change, nor does a unit's factor.
-- Why:       recorded quantities are in base units; another unit or factor would change what they mean.
-- Guards:    products, UPDATE; product_units, UPDATE and DELETE
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_product_identity_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('product_identity_immutable', 'A product''s SKU, units and tracking never change',
    jsonb_build_object('operation', tg_op), 'Create a new product and make this one INACTIVE.');
  return null;
end
$$;
comment on function inventory.tg_product_identity_immutable() is 'Refuses to change a product''s SKU, base unit or tracking, or a unit.';

drop trigger if exists _300_product_identity_immutable on inventory.products;
create trigger _300_product_identity_immutable before update on inventory.products
  for each row
  when (row(new.tenant_id, new.id, new.sku, new.base_unit, new.track_inventory)
    is distinct from row(old.tenant_id, old.id, old.sku, old.base_unit, old.track_inventory))
  execute function inventory.tg_product_identity_immutable();
alter table inventory.products enable always trigger _300_product_identity_immutable;
comment on trigger _300_product_identity_immutable on inventory.products is
  'A product''s SKU, base unit and inventory tracking never change, nor does a unit''s factor.';

drop trigger if exists _300_product_identity_immutable on inventory.product_units;
create trigger _300_product_identity_immutable before update or delete on inventory.product_units
  for each row execute function inventory.tg_product_identity_immutable();
alter table inventory.product_units enable always trigger _300_product_identity_immutable;
comment on trigger _300_product_identity_immutable on inventory.product_units is
  'A product''s SKU, base unit and inventory tracking never change, nor does a unit''s factor.';
