-- Ledger step: dispatching a transfer takes its lines out of their location, fulfilling it adds the same batches at the
-- destination, cancelling a dispatched one returns them. What is dispatched and has not arrived is in transit: in no stock
-- level, and still counted in its batch.
--
-- Locks:     the transfer (by the UPDATE), the batches that may arrive where they have not been, then stock_levels by
--            (tenant, product, location) of every location of this step, then batch_stock.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.transfer_out(p_transfer inventory.transfers) returns void
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
    where l.tenant_id = p_transfer.tenant_id and l.transfer_id = p_transfer.id
    order by l.product_id, l.batch_id nulls last, l.line_number -- named batches first, before FEFO takes them
  loop
    if v_line.product_id is distinct from v_product_id then
      v_product_id := v_line.product_id;
      v_open := inventory.open_stock(p_transfer.tenant_id, v_product_id, p_transfer.from_location_id);
    end if;
    v_limited := true;
    if v_line.batch_id is not null then
      -- Reservations hold only sellable stock, which an expired batch for a warehouse is not.
      select coalesce(bs.quantity, 0), coalesce(inventory.is_sellable(bs.expiry_date, bs.held, v_open.today), true)
      into v_there, v_limited
      from inventory.batches b
      left join inventory.batch_stock bs
        on bs.tenant_id = b.tenant_id and bs.batch_id = b.id and bs.location_id = p_transfer.from_location_id
      where b.tenant_id = p_transfer.tenant_id and b.id = v_line.batch_id;
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
        v_left := inventory.take_stock(p_transfer.tenant_id, v_product_id, p_transfer.from_location_id, v_line.base_quantity,
          v_open.today, 'TRANSFER_OUT', 'TRANSFER', p_transfer.id, v_line.id);
      else
        perform inventory.move_batch(p_transfer.tenant_id, v_product_id, v_line.batch_id, p_transfer.from_location_id,
          -v_line.base_quantity, null, 'TRANSFER_OUT', 'TRANSFER', p_transfer.id, v_line.id);
      end if;
    end if;
    if v_left > 0 then
      perform inventory.refuse_shortage(p_transfer.tenant_id, v_product_id, p_transfer.from_location_id,
        v_line.base_quantity, v_line.base_quantity - v_left, v_line.line_number);
    end if;
  end loop;
end
$$;
comment on function inventory.transfer_out(inventory.transfers) is
  'Writes the TRANSFER_OUT movements of a transfer''s lines: the batch that a line names, otherwise first expired, first out; all or nothing.';

create or replace function inventory.tg_transfer_move() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_product_ids uuid[];
  v_places uuid[];
begin
  perform inventory.check_tenant(new.tenant_id);
  if new.status = 'FULFILLED' then
    -- What was dispatched; or, in one step, all that could be: FEFO chooses under the locks of the stock levels.
    perform inventory.lock_batches(new.tenant_id, array_agg(k.batch_id)) from (
      select m.batch_id from inventory.movements m
      where m.tenant_id = new.tenant_id and m.document_id = new.id and m.kind = 'TRANSFER_OUT'
      union
      select bs.batch_id from inventory.transfer_lines l
      cross join lateral (
        select s.batch_id from inventory.batch_stock s
        where s.tenant_id = l.tenant_id and s.product_id = l.product_id and s.location_id = new.from_location_id and s.in_stock
          and s.batch_id = coalesce(l.batch_id, s.batch_id)
        offset 0) bs -- by the key for each line
      where old.status = 'APPROVED' and l.tenant_id = new.tenant_id and l.transfer_id = new.id) k;
  end if;
  select array_agg(l.product_id), array_agg(p.location_id) into v_product_ids, v_places
  from inventory.transfer_lines l
  cross join lateral unnest(case
    when new.status = 'DISPATCHED' or new.status = 'CANCELLED' then array[new.from_location_id]
    when old.status = 'APPROVED' then array[new.from_location_id, new.to_location_id]
    else array[new.to_location_id] end) p (location_id)
  where l.tenant_id = new.tenant_id and l.transfer_id = new.id;
  perform inventory.lock_stock(new.tenant_id, v_product_ids, v_places, p_make => new.status = 'FULFILLED');

  if old.status = 'APPROVED' then
    perform inventory.transfer_out(new);
  end if;
  if new.status in ('FULFILLED', 'CANCELLED') then
    insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason,
      document_type, document_id, document_line_id)
    select m.tenant_id, 'TRANSFER_IN', m.product_id, m.batch_id,
      case new.status when 'FULFILLED' then new.to_location_id else new.from_location_id end, -m.quantity, new.cancel_reason,
      'TRANSFER', new.id, m.document_line_id
    from inventory.movements m
    where m.tenant_id = new.tenant_id and m.document_id = new.id and m.kind = 'TRANSFER_OUT'
    order by m.product_id, m.id;
  end if;
  return null;
end
$$;
comment on function inventory.tg_transfer_move() is
  'Ledger step: writes the TRANSFER_OUT and TRANSFER_IN movements of a transfer that is dispatched, fulfilled or, once dispatched, cancelled.';

drop trigger if exists _500_move on inventory.transfers;
create trigger _500_move after update of status on inventory.transfers
  for each row when (new.status in ('DISPATCHED', 'FULFILLED') or (new.status = 'CANCELLED' and old.status = 'DISPATCHED'))
  execute function inventory.tg_transfer_move();
comment on trigger _500_move on inventory.transfers is
  E'Ledger step: writes the TRANSFER_OUT and TRANSFER_IN movements of a transfer that is dispatched, fulfilled or, once dispatched, cancelled.\nGuards: insufficient_stock, reserved_exceeds_stock';
