-- Rule:      A kit has no stock of its own: it is not received, transferred, reserved or moved.
-- Why:       a kit is sold from the stock of its components; what stood in stock as a kit could not be sold.
-- Guards:    stock_levels, INSERT: without that row there is neither a batch's stock nor a movement. batches, transfer_lines
--            and reservations in their stamps, which name the field of the input
-- Locks:     none: a product's kind never changes
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_kit_not_stocked() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_product record;
begin
  select p.sku, p.kind into v_product from inventory.products p where p.tenant_id = new.tenant_id and p.id = new.product_id;
  if v_product.kind = 'KIT' then
    perform inventory.refuse_kit(new.tenant_id, new.product_id, v_product.sku, 'productId');
  end if;
  return null;
end
$$;
comment on function inventory.tg_kit_not_stocked() is 'Refuses a stock level of a kit.';

drop trigger if exists _300_kit_not_stocked on inventory.stock_levels;
-- After, since an upsert of a level that is there runs the triggers before an INSERT too.
create trigger _300_kit_not_stocked after insert on inventory.stock_levels
  for each row execute function inventory.tg_kit_not_stocked();
alter table inventory.stock_levels enable always trigger _300_kit_not_stocked;
comment on trigger _300_kit_not_stocked on inventory.stock_levels is
  'A kit has no stock of its own: it is not received, transferred, reserved or moved.';
