-- Stamp: a sale line gets its unit's factor, its place and whether its product is tracked; in the same look-ups
-- the line of a finished sale, an unknown product, an unknown unit and a product that is not sold are refused.
--
-- Rule:      A product is sold while it is ACTIVE only.
-- Why:       an article that was taken off sale is not sold by a till that did not hear of it.
-- Guards:    sale_lines, INSERT (rules product_not_active, sale_unknown, product_unknown, unit_unknown, document_immutable):
--            one look-up serves them all, four triggers would each repeat it
-- Locks:     none: products and their units are never deleted, so to have seen them is enough; a foreign key
--            would share-lock rows that every other sale of the product locks too
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_sale_line_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_sale record;
  v_product record;
  v_factor bigint := 1;
  v_field constant text := format('lines[%s].', new.line_number - 1);
begin
  select s.location_id, s.opened_by_transaction into v_sale
  from inventory.sales s where s.tenant_id = new.tenant_id and s.id = new.sale_id;
  if not found then
    perform inventory.refuse('sale_unknown', 'There is no such sale', jsonb_build_object('saleId', new.sale_id));
  elsif v_sale.opened_by_transaction <> pg_current_xact_id() then
    perform inventory.refuse('document_immutable', 'A document stands as it was written',
      jsonb_build_object('saleId', new.sale_id), 'Record another sale.');
  end if;

  select p.sku, p.status, p.track_inventory, p.base_unit into v_product
  from inventory.products p where p.tenant_id = new.tenant_id and p.id = new.product_id;
  if not found then
    perform inventory.refuse('product_unknown', 'There is no such product',
      jsonb_build_object('field', v_field || 'productId', 'productId', new.product_id));
  elsif v_product.status <> 'ACTIVE' then
    perform inventory.refuse('product_not_active', format('Product %s is %s', v_product.sku, lower(v_product.status)),
      jsonb_build_object('field', v_field || 'productId', 'sku', v_product.sku, 'status', v_product.status),
      'Set the product ACTIVE to sell it.');
  end if;

  new.unit := coalesce(new.unit, v_product.base_unit, 'unit');
  if new.unit <> v_product.base_unit then -- the base unit's factor is 1
    select u.factor into v_factor from inventory.product_units u
    where u.tenant_id = new.tenant_id and u.product_id = new.product_id and u.code = new.unit;
    if not found then
      perform inventory.refuse('unit_unknown', format('Product %s has no unit %s', v_product.sku, new.unit),
        jsonb_build_object('field', v_field || 'unit', 'sku', v_product.sku, 'unit', new.unit),
        'Sell in one of the product''s units.');
    end if;
  end if;

  new.location_id := coalesce(v_sale.location_id, new.location_id);
  new.tracked := coalesce(v_product.track_inventory, new.tracked);
  new.factor := coalesce(v_factor, 1);
  new.base_quantity := least(new.quantity::numeric * new.factor, 9007199254740992); -- one too large, for the CHECK to refuse
  new.refunded_quantity := 0;
  return new;
end
$$;
comment on function inventory.tg_sale_line_stamp() is
  'Stamp: unit, factor, place and tracking of a sale line, refusing unknown or inactive products and lines of finished sales.';

drop trigger if exists _100_product_not_active on inventory.sale_lines;
create trigger _100_product_not_active before insert on inventory.sale_lines
  for each row execute function inventory.tg_sale_line_stamp();
comment on trigger _100_product_not_active on inventory.sale_lines is
  E'A product is sold while it is ACTIVE only.\nGuards: product_unknown, unit_unknown, sale_unknown, document_immutable';
