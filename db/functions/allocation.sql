-- Allocation: taking stock from batches, first expired first out. Sales and transfers open the stock, then take from it.
--
-- A backdated document takes what was sellable on its business date: batches that have expired since are taken too, and those
-- that have moved after that date, or came in after it, are left out. What is held or reserved now stays held and reserved (free_stock.sql).

create or replace function inventory.open_stock(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_backdated_to date default null, out today date, out free bigint
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_reserved bigint;
begin
  -- The date is read under the lock: a document that waited past midnight belongs to the new day.
  select coalesce(p_backdated_to, inventory.business_date(t.time_zone, clock_timestamp())), s.reserved into today, v_reserved
  from inventory.stock_levels s
  join inventory.tenants t on t.id = s.tenant_id
  where s.tenant_id = p_tenant_id and s.product_id = p_product_id and s.location_id = p_location_id
  for no key update of s;
  if not found then -- nothing is locked: what a receipt brings meanwhile is not taken
    free := 0;
  elsif v_reserved > 0 then
    free := inventory.free_stock(p_tenant_id, p_product_id, p_location_id, today, p_backdated_to is not null);
  end if;
end
$$;
comment on function inventory.open_stock(uuid, uuid, uuid, date) is
  'Locks a product''s stock at a location before taking from it. today: the tenant''s business date, or that of a backdated document. free: sellable base units that no live reservation holds; null when nothing is reserved, since the batches themselves are the limit then; 0 where the product never was.';

create or replace function inventory.take_stock(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_quantity bigint, p_today date,
  p_kind text, p_document_type text, p_document_id uuid, p_line_id uuid, p_backdated_to date default null,
  p_batch_id uuid default null, p_lot_id uuid default null, p_actor text default null
) returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_batch record;
  v_take bigint;
  v_left bigint := p_quantity;
begin
  for v_batch in
    select bs.batch_id, bs.quantity
    from inventory.batch_stock bs
    where bs.tenant_id = p_tenant_id and bs.product_id = p_product_id and bs.location_id = p_location_id and bs.in_stock
      and (p_backdated_to is null or bs.last_business_date <= p_backdated_to)
      and inventory.is_sellable(bs.expiry_date, bs.held, p_today)
      and (p_batch_id is null or bs.batch_id = p_batch_id)
      -- Not a join: while the tables are new the planner might start from all batches of the tenant.
      and (p_lot_id is null or p_lot_id = (
        select b.lot_id from inventory.batches b where b.tenant_id = bs.tenant_id and b.id = bs.batch_id))
    order by bs.expiry_date, bs.received_at, bs.batch_id
  loop
    v_take := least(v_left, v_batch.quantity);
    insert into inventory.movements
      (tenant_id, kind, product_id, batch_id, location_id, quantity, business_date, actor, document_type, document_id, document_line_id)
    values (p_tenant_id, p_kind, p_product_id, v_batch.batch_id, p_location_id, -v_take, p_backdated_to, p_actor, p_document_type,
      p_document_id, p_line_id);
    v_left := v_left - v_take;
    exit when v_left = 0;
  end loop;
  return v_left;
end
$$;
comment on function inventory.take_stock(uuid, uuid, uuid, bigint, date, text, text, uuid, uuid, date, uuid, uuid, text) is
  'Takes base units from the sellable batches of an opened stock, by expiry date (none last), received time, id, splitting as needed, or from one batch or lot alone; writes their movements, by p_actor or else the session''s actor, and returns how much it could not take.';

create or replace function inventory.move_batch(
  p_tenant_id uuid, p_product_id uuid, p_batch_id uuid, p_location_id uuid, p_quantity bigint, p_reason text,
  p_kind text, p_document_type text, p_document_id uuid, p_line_id uuid, p_backdated_to date default null
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_there constant bigint := coalesce((
    select bs.quantity from inventory.batch_stock bs
    where bs.tenant_id = p_tenant_id and bs.batch_id = p_batch_id and bs.location_id = p_location_id), 0);
begin
  if v_there + p_quantity < 0 then
    perform inventory.refuse('insufficient_stock', format('%s requested, %s of this batch at this location', -p_quantity, v_there),
      jsonb_build_object('batchId', p_batch_id, 'locationId', p_location_id, 'requested', -p_quantity, 'available', v_there),
      'Count the batch again, or take what is there.');
  end if;
  perform inventory.check_reserved(p_tenant_id, p_product_id, p_location_id, p_quantity);
  insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason, business_date,
    document_type, document_id, document_line_id)
  values (p_tenant_id, p_kind, p_product_id, p_batch_id, p_location_id, p_quantity, p_reason, p_backdated_to,
    p_document_type, p_document_id, p_line_id);
end
$$;
comment on function inventory.move_batch(uuid, uuid, uuid, uuid, bigint, text, text, text, uuid, uuid, date) is
  'Moves a named batch at a location by a signed quantity, or refuses with what is there and what is reserved. The caller must have locked the stock level.';

create or replace function inventory.refuse_moved_since(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_backdated_to date, p_line_id uuid,
  p_batch_id uuid default null, p_lot_id uuid default null
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_batch record;
begin
  select bs.batch_id, bs.last_business_date into v_batch
  from inventory.batch_stock bs
  join inventory.batches b on b.tenant_id = bs.tenant_id and b.id = bs.batch_id
  where bs.tenant_id = p_tenant_id and bs.product_id = p_product_id and bs.location_id = p_location_id and bs.in_stock
    and bs.last_business_date > p_backdated_to and inventory.is_sellable(bs.expiry_date, bs.held, p_backdated_to)
    and (p_batch_id is null or b.id = p_batch_id) and (p_lot_id is null or b.lot_id = p_lot_id)
  order by bs.expiry_date, bs.received_at, bs.batch_id limit 1;
  if found then
    perform inventory.refuse_earlier_date(p_backdated_to, v_batch.last_business_date, p_tenant_id, p_product_id, v_batch.batch_id,
      p_location_id, p_line_id);
  end if;
end
$$;
comment on function inventory.refuse_moved_since(uuid, uuid, uuid, date, uuid, uuid, uuid) is
  'Refuses (business_date_out_of_order) a backdated document that runs short although there is stock: it is in batches, or in the batch or lot that a line names, that have moved after its date. Does nothing where there is none.';
