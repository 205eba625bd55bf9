-- Stamp: a stock count starts OPEN, with a line for each batch in stock at its location, of the products that it names or
-- of all; each step records its actor and time.
--
-- Rights:    security definer: the lines take their expected quantities from the ledger.

create or replace function inventory.tg_stock_count_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_product record;
begin
  if tg_op = 'UPDATE' then
    if new.status = 'POSTED' then
      new.posted_by := inventory.current_actor();
      new.posted_at := clock_timestamp();
    elsif new.status = 'CANCELLED' then
      -- The policy of the table refuses it too, without words.
      if new.blind and current_user = 'bincard_app' and coalesce(current_setting('app.role', true), '') not in ('manager', 'admin') then
        perform inventory.refuse('role_policy', 'Only a manager cancels a blind count: the next one would be another try',
          jsonb_build_object('field', 'id', 'stockCountId', new.id, 'needed', 'manager'), 'Ask a manager, or count on.');
      end if;
      new.cancelled_by := inventory.current_actor();
      new.cancelled_at := clock_timestamp();
    end if;
    return new;
  end if;

  for v_product in
    select k.id, format('productIds[%s]', k.place - 1) as field, p.sku, p.track_inventory
    from unnest(new.product_ids) with ordinality k (id, place)
    left join inventory.products p on p.tenant_id = new.tenant_id and p.id = k.id
    where p.id is null or not p.track_inventory or p.kind = 'KIT'
    order by k.place
  loop
    if v_product.sku is null then
      perform inventory.refuse('product_unknown', 'There is no such product',
        jsonb_build_object('field', v_product.field, 'productId', v_product.id));
    elsif not v_product.track_inventory then
      perform inventory.refuse('product_not_tracked', format('Inventory of product %s is not tracked', v_product.sku),
        jsonb_build_object('field', v_product.field, 'productId', v_product.id, 'sku', v_product.sku), 'Leave it out: it has no stock.');
    end if;
    perform inventory.refuse_kit(new.tenant_id, v_product.id, v_product.sku, v_product.field);
  end loop;
  new.status := 'OPEN';
  new.started_by := inventory.current_actor();
  new.started_at := clock_timestamp();
  new.business_date := inventory.tenant_today(new.tenant_id);
  new.posted_by := null;
  new.posted_at := null;
  new.post_reason := null;
  new.automatic := false;
  new.cancelled_by := null;
  new.cancelled_at := null;
  new.settled_at := null;
  new.settled_by := null;
  return new;
end
$$;
comment on function inventory.tg_stock_count_stamp() is 'Stamp: who started, posted or cancelled a stock count, and when.';

drop trigger if exists _100_stamp on inventory.stock_counts;
create trigger _100_stamp before insert or update of status on inventory.stock_counts
  for each row execute function inventory.tg_stock_count_stamp();
comment on trigger _100_stamp on inventory.stock_counts is
  E'Stamp: who started, posted or cancelled a stock count, and when.\nGuards: product_unknown, product_not_tracked, kit_not_stocked, role_policy';

create or replace function inventory.tg_stock_count_open() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  insert into inventory.stock_count_lines (tenant_id, id, stock_count_id, batch_id)
  select new.tenant_id, inventory.uuid_v7(), new.id, bs.batch_id
  from inventory.batch_stock bs
  where bs.tenant_id = new.tenant_id and bs.location_id = new.location_id and bs.quantity > 0
    and (new.product_ids is null or bs.product_id = any (new.product_ids))
  order by bs.product_id, bs.expiry_date, bs.received_at, bs.batch_id;
  return null;
end
$$;
comment on function inventory.tg_stock_count_open() is 'Stamp: writes the lines of a new stock count, one for each batch in stock there.';

drop trigger if exists _500_open on inventory.stock_counts;
create trigger _500_open after insert on inventory.stock_counts
  for each row execute function inventory.tg_stock_count_open();
comment on trigger _500_open on inventory.stock_counts is 'Stamp: writes the lines of a new stock count, one for each batch in stock there.';
