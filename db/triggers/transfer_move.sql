-- Ledger step: dispatching a transfer takes its lines out of their location, fulfilling it receives all that is left
-- (transfer_arrive), cancelling a dispatched one returns what has not arrived. What is dispatched and has neither arrived nor
-- returned is in transit: in no stock level, and still counted in its batch.
--
-- Locks:     the transfer (by the UPDATE), the batches that may arrive where they have not been, then stock_levels by
--            (tenant, product, location) of every location of this step, then batch_stock.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.transfer_out(p_tenant_id uuid, p_transfer_id uuid, p_from_location_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
  v_open record;
  v_product_id uuid;
  v_there bigint;
  v_limited boolean;
  v_left bigint;
begin
  for v_line in
    select l.id, l.line_number, l.product_id, l.batch_id, l.base_quantity
    from inventory.transfer_lines l
    where l.tenant_id = p_tenant_id and l.transfer_id = p_transfer_id
    order by l.product_id, l.batch_id nulls last, l.line_number -- named batches first, before FEFO takes them
  loop
    if v_line.product_id is distinct from v_product_id then
      v_product_id := v_line.product_id;
      v_open := inventory.open_stock(p_tenant_id, v_product_id, p_from_location_id);
    end if;
    v_limited := true;
    if v_line.batch_id is not null then
      -- Reservations hold only sellable stock, which an expired batch for a warehouse is not.
      select coalesce(bs.quantity, 0), coalesce(inventory.is_sellable(bs.expiry_date, bs.held, v_open.today), true)
      into v_there, v_limited
      from inventory.batches b
      left join inventory.batch_stock bs
        on bs.tenant_id = b.tenant_id and bs.batch_id = b.id and bs.location_id = p_from_location_id
      where b.tenant_id = p_tenant_id and b.id = v_line.batch_id;
    end if;

    if v_limited and v_line.base_quantity > v_open.free then
      v_left := v_line.base_quantity - v_open.free;
    elsif v_line.batch_id is not null and v_line.base_quantity > v_there then
      v_left := v_line.base_quantity - v_there;
    else
      v_left := 0;
      if v_limited then
        v_open.free := v_open.free - v_line.base_quantity;
      end if;
      if v_line.batch_id is null then
        v_left := inventory.take_stock(p_tenant_id, v_product_id, p_from_location_id, v_line.base_quantity,
          v_open.today, 'TRANSFER_OUT', 'TRANSFER', p_transfer_id, v_line.id);
      else
        perform inventory.move_batch(p_tenant_id, v_product_id, v_line.batch_id, p_from_location_id,
          -v_line.base_quantity, null, 'TRANSFER_OUT', 'TRANSFER', p_transfer_id, v_line.id);
      end if;
    end if;
    if v_left > 0 then
      perform inventory.refuse_shortage(p_tenant_id, v_product_id, p_from_location_id,
        v_line.base_quantity, v_line.base_quantity - v_left, v_line.line_number);
    end if;
  end loop;
end
$$;
comment on function inventory.transfer_out(uuid, uuid, uuid) is
  'Writes the TRANSFER_OUT movements of a transfer''s lines: the batch that a line names, otherwise first expired, first out; all or nothing.';

create or replace function inventory.tg_transfer_move() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_product_ids uuid[];
  v_places uuid[];
begin
  perform inventory.check_tenant(new.tenant_id);
  if old.status = 'APPROVED' and new.status = 'FULFILLED' then
    -- All that could be taken: FEFO chooses under the locks of the stock levels.
    perform inventory.lock_batches(new.tenant_id, array_agg(bs.batch_id))
    from inventory.transfer_lines l
    cross join lateral (
      select s.batch_id from inventory.batch_stock s
      where s.tenant_id = l.tenant_id and s.product_id = l.product_id and s.location_id = new.from_location_id and s.in_stock
        and s.batch_id = coalesce(l.batch_id, s.batch_id)
      offset 0) bs -- by the key for each line
    where l.tenant_id = new.tenant_id and l.transfer_id = new.id;
  end if;
  if old.status = 'APPROVED' or new.status = 'CANCELLED' then
    select array_agg(l.product_id), array_agg(p.location_id) into v_product_ids, v_places
    from inventory.transfer_lines l
    cross join lateral unnest(case new.status when 'FULFILLED' then array[new.from_location_id, new.to_location_id]
      else array[new.from_location_id] end) p (location_id)
    where l.tenant_id = new.tenant_id and l.transfer_id = new.id;
    perform inventory.lock_stock(new.tenant_id, v_product_ids, v_places, p_make => new.status = 'FULFILLED');
  end if;

  if old.status = 'APPROVED' then
    perform inventory.transfer_out(new.tenant_id, new.id, new.from_location_id);
  end if;
  if new.status = 'FULFILLED' then -- none is left where the last arrival or a closing has set the status
    insert into inventory.transfer_arrivals (tenant_id, id, transfer_id, line_number, transfer_line_id, batch_id, quantity)
    select new.tenant_id, inventory.uuid_v7(), new.id, l.line_number, i.line_id, i.batch_id, i.quantity
    from inventory.in_transit(new.tenant_id, new.id) i
    join inventory.transfer_lines l on l.tenant_id = new.tenant_id and l.id = i.line_id
    order by i.place;
  elsif new.status = 'CANCELLED' then
    insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason,
      document_type, document_id, document_line_id)
    select new.tenant_id, 'TRANSFER_IN', i.product_id, i.batch_id, new.from_location_id, i.quantity, new.cancel_reason,
      'TRANSFER', new.id, i.line_id
    from inventory.in_transit(new.tenant_id, new.id) i
    order by i.place;
  end if;
  return null;
end
$$;
comment on function inventory.tg_transfer_move() is
  'Ledger step: writes what a transfer takes out when it is dispatched, what arrives when it is fulfilled, and what returns when it is cancelled.';

drop trigger if exists _500_move on inventory.transfers;
create trigger _500_move after update of status on inventory.transfers
  for each row when (new.status in ('DISPATCHED', 'FULFILLED')
    or (new.status = 'CANCELLED' and old.status in ('DISPATCHED', 'PARTIALLY_RECEIVED')))
  execute function inventory.tg_transfer_move();
comment on trigger _500_move on inventory.transfers is
  E'Ledger step: writes what a transfer takes out when it is dispatched, what arrives when it is fulfilled, and what returns when it is cancelled.\nGuards: insufficient_stock, reserved_exceeds_stock';
