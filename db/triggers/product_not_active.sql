-- Stamp: a sale line gets its unit's factor, its place and whether its product is tracked; in the same look-up
-- the line of a finished sale, an unknown place, an unknown product, an unknown unit and a product that is not sold are refused.
--
-- Rule:      A product is sold while it is ACTIVE only.
-- Why:       one row per line is read for all of it; five triggers would read it five times.
-- Guards:    sale_lines, INSERT (rules product_not_active, location_unknown, product_unknown, unit_unknown, document_immutable)
-- Locks:     none: locations, products and their units are never deleted, so to have seen them is enough; a foreign key
--            would share-lock rows that every other sale of the product locks too
-- Beyond it: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_sale_line_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_known record;
  v_field constant text := format('lines[%s].', new.line_number - 1);
begin
  select s.location_id, s.opened_by_transaction, o.id as known_location, p.sku, p.status, p.track_inventory, u.code, u.factor
  into v_known
  from inventory.sales s
  left join inventory.locations o on o.tenant_id = s.tenant_id and o.id = s.location_id
  left join inventory.products p on p.tenant_id = s.tenant_id and p.id = new.product_id
  left join inventory.product_units u
    on u.tenant_id = p.tenant_id and u.product_id = p.id and u.code = coalesce(new.unit, p.base_unit)
  where s.tenant_id = new.tenant_id and s.id = new.sale_id;

  if not found then
    perform inventory.refuse('sale_unknown', 'There is no such sale', jsonb_build_object('saleId', new.sale_id));
  elsif v_known.opened_by_transaction <> pg_current_xact_id() then
    perform inventory.refuse('document_immutable', 'A document stands as it was written',
      jsonb_build_object('saleId', new.sale_id), 'Record another sale.');
  elsif v_known.known_location is null then
    perform inventory.refuse('location_unknown', 'There is no such location',
      jsonb_build_object('field', 'locationId', 'locationId', v_known.location_id));
  elsif v_known.sku is null then
    perform inventory.refuse('product_unknown', 'There is no such product',
      jsonb_build_object('field', v_field || 'productId', 'productId', new.product_id));
  elsif v_known.code is null then
    perform inventory.refuse('unit_unknown', format('Product %s has no unit %s', v_known.sku, new.unit),
      jsonb_build_object('field', v_field || 'unit', 'sku', v_known.sku, 'unit', new.unit),
      'Sell in one of the product''s units.');
  elsif v_known.status <> 'ACTIVE' then
    perform inventory.refuse('product_not_active', format('Product %s is %s', v_known.sku, lower(v_known.status)),
      jsonb_build_object('field', v_field || 'productId', 'sku', v_known.sku, 'status', v_known.status),
      'Set the product ACTIVE to sell it.');
  end if;

  new.location_id := coalesce(v_known.location_id, new.location_id);
  new.tracked := coalesce(v_known.track_inventory, new.tracked);
  new.unit := coalesce(v_known.code, new.unit);
  new.factor := coalesce(v_known.factor, 1);
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
  E'A product is sold while it is ACTIVE only.\nGuards: location_unknown, product_unknown, unit_unknown, sale_unknown, document_immutable';
