-- Ledger step: the statement that writes a sale's lines takes their stock: from the batch or lot that a line names, otherwise first
-- expired, first out.
--
-- How:       lines are processed by (tenant, product, location), those that name a batch before those that name a lot before
--            the others, so that a sale succeeds whenever it can. Each product's stock_levels row is locked, then
--            take_stock allocates its sellable batches. What live reservations hold is not taken, unless the sale names
--            them: then a line uses them first (use_reservations). If a line cannot be filled, the statement is
--            refused with the sums over all lines of the product.
-- Locks:     stock_levels by (tenant, product, location), each before its batches; the sale's reservations are locked
--            already (reservation_not_of_sale). No document locks a batch's row without its stock_levels row, so all
--            documents lock in one order.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.check_named_stock(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_batch_id uuid, p_lot_id uuid, p_today date,
  p_backdated_to date, p_free bigint, p_requested numeric, p_line_id uuid, p_line_number integer
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_named record;
  v_there bigint;
begin
  if p_batch_id is not null then
    select b.batch_number as number, inventory.is_sellable(l.expiry_date, inventory.is_held(inventory.hold_of(b.hold, l.hold)), p_today) as sellable
    into v_named
    from inventory.batches b
    join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
    where b.tenant_id = p_tenant_id and b.id = p_batch_id;
    if not v_named.sellable then
      perform inventory.refuse_not_sellable(p_tenant_id, p_batch_id, 'sold', format('lines[%s].batchId', p_line_number - 1));
    end if;
  else
    select l.lot_number as number, l.expiry_date, l.hold, inventory.is_sellable(l.expiry_date, inventory.is_held(l.hold), p_today) as sellable
    into v_named
    from inventory.lots l where l.tenant_id = p_tenant_id and l.id = p_lot_id;
    if not v_named.sellable then
      perform inventory.refuse('batch_not_sellable', format('Lot %s cannot be sold: %s', v_named.number,
          case when v_named.hold is null then 'it expired on ' || v_named.expiry_date else 'it is ' || lower(v_named.hold) end),
        jsonb_build_object('field', format('lines[%s].lotId', p_line_number - 1), 'lotId', p_lot_id, 'lotNumber', v_named.number,
          'expiryDate', v_named.expiry_date, 'hold', v_named.hold),
        'Leave the lot out: the next sellable batch is taken.');
    end if;
  end if;

  select coalesce(sum(bs.quantity), 0) into v_there
  from inventory.batch_stock bs
  where bs.tenant_id = p_tenant_id and bs.product_id = p_product_id and bs.location_id = p_location_id and bs.in_stock
    and inventory.is_sellable(bs.expiry_date, bs.held, p_today)
    and (p_batch_id is null or bs.batch_id = p_batch_id)
    and (p_lot_id is null or p_lot_id = (
      select b.lot_id from inventory.batches b where b.tenant_id = bs.tenant_id and b.id = bs.batch_id))
    and (p_backdated_to is null or bs.last_business_date <= p_backdated_to);
  v_there := least(v_there, p_free); -- the smaller one, or the first when nothing is reserved
  if v_there < p_requested then
    if p_backdated_to is not null then
      perform inventory.refuse_moved_since(p_tenant_id, p_product_id, p_location_id, p_backdated_to, p_line_id, p_batch_id, p_lot_id);
    end if;
    perform inventory.refuse('insufficient_stock',
      format('%s %s: %s requested, %s available', case when p_batch_id is null then 'Lot' else 'Batch' end, v_named.number, p_requested,
        v_there),
      jsonb_build_object('field', format('lines[%s].quantity', p_line_number - 1), 'productId', p_product_id, 'locationId', p_location_id,
        'requested', p_requested, 'available', v_there)
        || case when p_batch_id is null then jsonb_build_object('lotId', p_lot_id, 'lotNumber', v_named.number)
          else jsonb_build_object('batchId', p_batch_id, 'batchNumber', v_named.number) end,
      'Ask for at most what is available, or leave it out: the next sellable batch is taken.');
  end if;
end
$$;
comment on function inventory.check_named_stock(uuid, uuid, uuid, uuid, uuid, date, date, bigint, numeric, uuid, integer) is
  'Refuses a line that names a batch or lot which is expired or held (batch_not_sellable), or has less than p_requested: what this line and later ones ask for that name it too (insufficient_stock). p_free: how much of the product the sale may take, null for no limit. The stock must be open.';

create or replace function inventory.tg_sale_allocate() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
  v_open record;
  v_product_id uuid;
  v_location_id uuid;
  v_sale_id uuid;
  v_backdated_to date;
  v_quarantine boolean;
  v_used bigint;
  v_asked bigint; -- by the lines of the product so far
  v_left bigint;
begin
  perform inventory.check_isolation();
  for v_line in
    select l.tenant_id, l.id, l.sale_id, l.line_number, l.product_id, l.location_id, l.base_quantity, l.tracked, l.batch_id, l.lot_id,
      s.status, s.names_reservations, s.backdated_to
    from new_lines l
    -- By key for each line: nothing is known of the size of new_lines, and the planner would read all sales.
    left join lateral (
      select s.status, s.reservation_ids is not null as names_reservations,
        case when s.backdated then s.business_date end as backdated_to
      from inventory.sales s where s.tenant_id = l.tenant_id and s.id = l.sale_id offset 0) s on true
    order by l.tenant_id, l.product_id, l.location_id, l.batch_id is null, l.lot_id is null, l.sale_id, l.line_number
  loop
    if v_line.status is distinct from 'COMPLETED' then -- one statement can write lines and void the sale, or leave its tenant
      perform inventory.refuse('document_immutable', 'A document cannot be changed after it was written',
        jsonb_build_object('saleId', v_line.sale_id), 'Record another sale.');
    end if;
    continue when not v_line.tracked;
    if v_line.product_id is distinct from v_product_id or v_line.location_id is distinct from v_location_id
      or v_line.backdated_to is distinct from v_backdated_to
    then
      v_backdated_to := v_line.backdated_to;
      v_product_id := v_line.product_id;
      v_location_id := v_line.location_id;
      v_open := inventory.open_stock(v_line.tenant_id, v_product_id, v_location_id, v_line.backdated_to);
      if v_line.sale_id is distinct from v_sale_id then -- the lock of one stock level keeps its location as it is
        v_sale_id := v_line.sale_id;
        perform inventory.check_location_active(v_line.tenant_id, v_location_id, 'it sells nothing', 'locationId');
        v_quarantine := inventory.is_quarantine(v_line.tenant_id, v_location_id);
      end if;
      v_asked := 0;
    end if;
    if v_quarantine then
      perform inventory.refuse_quarantined(v_line.tenant_id, v_product_id, v_location_id, v_line.base_quantity, v_line.line_number);
    end if;
    v_asked := v_asked + v_line.base_quantity;
    if v_line.batch_id is not null or v_line.lot_id is not null then
      perform inventory.check_named_stock(v_line.tenant_id, v_product_id, v_location_id, v_line.batch_id, v_line.lot_id, v_open.today,
        v_line.backdated_to,
        -- What others were promised is not taken by naming it.
        v_open.free + case when v_line.names_reservations then inventory.covered_quantity(v_line.tenant_id, v_line.sale_id, v_product_id,
          v_location_id, v_open.today) else 0 end, (
          select sum(l.base_quantity) from new_lines l
          where l.tenant_id = v_line.tenant_id and l.product_id = v_product_id and l.location_id = v_location_id
            and (l.sale_id, l.line_number) >= (v_line.sale_id, v_line.line_number)
            and (l.batch_id = v_line.batch_id or v_line.batch_id is null and l.batch_id is null and l.lot_id = v_line.lot_id)),
        v_line.id, v_line.line_number);
    end if;

    v_used := case when v_line.names_reservations then inventory.use_reservations(v_line.tenant_id, v_line.sale_id,
      v_line.id, v_product_id, v_location_id, v_line.base_quantity, v_open.today) else 0 end;
    if v_line.base_quantity - v_used > v_open.free then
      v_left := v_line.base_quantity - v_used - v_open.free;
    else
      v_open.free := v_open.free - (v_line.base_quantity - v_used);
      v_left := inventory.take_stock(v_line.tenant_id, v_product_id, v_location_id, v_line.base_quantity, v_open.today,
        'SALE', 'SALE', v_line.sale_id, v_line.id, v_line.backdated_to, v_line.batch_id, v_line.lot_id);
    end if;

    if v_left > 0 then
      if v_line.backdated_to is not null then
        perform inventory.refuse_moved_since(v_line.tenant_id, v_product_id, v_location_id, v_line.backdated_to, v_line.id);
      end if;
      perform inventory.refuse_shortage(v_line.tenant_id, v_line.product_id, v_line.location_id,
        (select sum(l.base_quantity) from new_lines l
         where l.tenant_id = v_line.tenant_id and l.product_id = v_line.product_id and l.location_id = v_line.location_id),
        v_asked - v_left, v_line.line_number, coalesce(inventory.broken_promises(v_line.tenant_id, v_line.sale_id, v_product_id, v_location_id, v_open.today), '{}')
          || (select inventory.fields_of(array_agg(l.line_number - 1 order by l.line_number), 'quantity') from new_lines l
            where l.tenant_id = v_line.tenant_id and l.product_id = v_line.product_id and l.location_id = v_line.location_id));
    end if;
  end loop;
  return null;
end
$$;
comment on function inventory.tg_sale_allocate() is
  'Ledger step: writes the SALE movements of new sale lines, from the batch or lot that a line names, otherwise first expired, first out; all or nothing.';

drop trigger if exists _500_allocate on inventory.sale_lines;
create trigger _500_allocate after insert on inventory.sale_lines
  referencing new table as new_lines
  for each statement execute function inventory.tg_sale_allocate();
comment on trigger _500_allocate on inventory.sale_lines is
  E'Ledger step: writes the SALE movements of new sale lines, from the batch or lot that a line names, otherwise first expired, first out; all or nothing.\nGuards: insufficient_stock, batch_not_sellable, document_immutable, location_not_active';
