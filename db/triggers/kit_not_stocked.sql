-- Rule:      A kit has no stock of its own: it is not ordered, received, counted, transferred, reserved or moved, and has no minimum.
-- Why:       a kit is sold from the stock of its components; what stood in stock as a kit could not be sold.
-- Guards:    stock_levels, INSERT: without that row there is neither a batch's stock nor a movement. stock_policies, INSERT.
--            batches, transfer_lines, purchase_order_lines, supplier_products, stock_counts and reservations in their stamps, which
--            name the field of the input. products by a CHECK: a kit has no reorder point. What is low and what to buy are
--            figures of the components
-- Locks:     none: a product's kind never changes
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_kit_not_stocked() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_goods(new.tenant_id, new.product_id, 'productId');
  return null;
end
$$;
comment on function inventory.tg_kit_not_stocked() is 'Refuses a stock level, and a stock policy, of a kit.';

drop trigger if exists _300_kit_not_stocked on inventory.stock_levels;
-- After, since an upsert of a level that is there runs the triggers before an INSERT too.
create trigger _300_kit_not_stocked after insert on inventory.stock_levels
  for each row execute function inventory.tg_kit_not_stocked();
alter table inventory.stock_levels enable always trigger _300_kit_not_stocked;
comment on trigger _300_kit_not_stocked on inventory.stock_levels is
  'A kit has no stock of its own: it is not ordered, received, counted, transferred, reserved or moved, and has no minimum.';

drop trigger if exists _300_kit_not_stocked on inventory.stock_policies;
create trigger _300_kit_not_stocked after insert on inventory.stock_policies
  for each row execute function inventory.tg_kit_not_stocked();
alter table inventory.stock_policies enable always trigger _300_kit_not_stocked;
comment on trigger _300_kit_not_stocked on inventory.stock_policies is
  'A kit has no stock of its own: it is not ordered, received, counted, transferred, reserved or moved, and has no minimum.';
