-- Stamp: a product's base unit is also a row of product_units, with factor 1, and its SKU one of product_codes; both are
-- written with the product.
--
-- Why here:  documents refer to units by foreign key, so the base unit must exist whoever writes the product; and one
--            table finds a product, and keeps its SKU apart from all other codes.
-- Locks:     the entries of the unique index of codes, in the order of the SKUs

create or replace function inventory.tg_product_base_unit() returns trigger
language plpgsql security definer -- the rows belong to the products, whatever the writer may insert
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into inventory.product_units (tenant_id, product_id, code, factor)
  select p.tenant_id, p.id, p.base_unit, 1 from new_products p;
  insert into inventory.product_codes (tenant_id, id, product_id, code, kind, unit)
  select p.tenant_id, inventory.uuid_v7(), p.id, p.sku, 'SKU', p.base_unit from new_products p
  order by p.sku_key;
  return null;
end
$$;
comment on function inventory.tg_product_base_unit() is 'Stamp: writes the base unit of each new product as a unit of factor 1, and its SKU as a code.';

drop trigger if exists _500_base_unit on inventory.products;
create trigger _500_base_unit after insert on inventory.products
  referencing new table as new_products
  for each statement execute function inventory.tg_product_base_unit();
comment on trigger _500_base_unit on inventory.products is 'Stamp: writes the base unit of each new product as a unit of factor 1, and its SKU as a code.';
