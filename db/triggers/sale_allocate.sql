-- Ledger step: the statement that writes a sale's lines takes their stock: from the batch or lot that a line names, otherwise first
-- expired, first out.
--
-- How:       lines by (tenant, product, location), those that name a batch before those that name a lot before the others, so that a sale
--            succeeds whenever it can. Each product's stock_levels row is locked, then take_stock allocates its sellable batches. What live
--            reservations hold is taken by who names them alone, and first (use_reservations). A line that cannot be filled refuses the
--            statement with the sums of its product. A kit's components are kept with its line, and count as lines. Several plain lines
--            are taken as a set (take_sale_set); a line of the ledger's role has its movement (record_plain_sale, record_plain_sales).
-- Locks:     stock_levels by (tenant, product, location), each before its batches; the sale's reservations are locked
--            already (reservation_not_of_sale). No document locks a batch's row without its stock_levels row, so all
--            documents lock in one order.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_sale_allocate() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
  v_location record;
  v_set record;
  v_many boolean; -- still to be tried as a set
  v_kits boolean;
  v_product_id uuid;
  v_location_id uuid;
  v_backdated_to date;
  v_today date;
  v_reserved bigint;
  v_free bigint; -- null where nothing is reserved
  v_used bigint;
  v_asked bigint; -- by the lines of the product so far
  v_left bigint;
begin
  if not inventory.is_read_committed() then
    perform inventory.check_isolation();
  end if;
  select count(*) > 3, bool_or(l.kit) into v_many, v_kits from new_lines l; -- fewer cost less one by one
  if v_kits then -- a later change of a kit's components is for later sales
    insert into inventory.sale_line_components (tenant_id, sale_line_id, sale_id, product_id, quantity, unit_price)
    select l.tenant_id, l.id, l.sale_id, c.component_id, c.quantity, l.unit_price * c.share / c.quantity
    from new_lines l
    cross join lateral inventory.kit_shares(l.tenant_id, l.product_id, l.location_id) c
    where l.kit;
    select l.line_number, c.product_id, c.sku, c.status, k.sku as kit into v_set
    from new_lines l
    cross join lateral (
      select c.product_id, p.sku, p.status from inventory.sale_line_components c
      join inventory.products p on p.tenant_id = c.tenant_id and p.id = c.product_id and p.status <> 'ACTIVE'
      where c.tenant_id = l.tenant_id and c.sale_line_id = l.id offset 0) c
    join inventory.products k on k.tenant_id = l.tenant_id and k.id = l.product_id
    where l.kit
    order by l.sale_id, l.line_number limit 1;
    if found then
      perform inventory.refuse('product_not_active', format('Product %s, of which kit %s is put together, is %s', v_set.sku, v_set.kit, lower(v_set.status)),
        jsonb_build_object('field', format('lines[%s].productId', v_set.line_number - 1), 'productId', v_set.product_id, 'sku', v_set.sku,
          'status', v_set.status, 'kits', jsonb_build_array(v_set.kit)),
        'Set the component ACTIVE, or give the kit other components (setKitComponents).');
    end if;
  end if;
  for v_line in
    select l.tenant_id, l.id, l.sale_id, l.line_number, coalesce(c.product_id, l.product_id) as product_id, l.location_id,
      case when c.quantity is null then l.base_quantity
        else inventory.units_of_part(l.tenant_id, l.product_id, l.base_quantity, c.product_id, c.quantity, format('lines[%s].quantity', l.line_number - 1)) end as base_quantity,
      l.tracked, l.batch_id, l.lot_id, s.status, s.actor, s.names_reservations, s.backdated_to, s.plain and l.batch_id is null and l.lot_id is null as plain
    from new_lines l
    -- By key for each line: nothing is known of the size of new_lines, and the planner would read all sales.
    left join lateral (
      select s.status, s.actor, s.reservation_ids is not null as names_reservations,
        case when s.backdated then s.business_date end as backdated_to, s.reservation_ids is null and not s.backdated as plain
      from inventory.sales s where s.tenant_id = l.tenant_id and s.id = l.sale_id offset 0) s on true
    left join lateral (
      select c.product_id, c.quantity from inventory.sale_line_components c
      where l.kit and c.tenant_id = l.tenant_id and c.sale_line_id = l.id offset 0) c on true
    order by l.tenant_id, product_id, l.location_id, l.batch_id is null, l.lot_id is null, l.sale_id, l.line_number
  loop
    if v_many then
      v_many := false; -- earlier sales take their stock first
      select array_agg(l.product_id order by l.n) filter (where l.tracked) as products, array_agg(l.location_id order by l.n) filter (where l.tracked) as locations,
        array_agg(l.base_quantity order by l.n) filter (where l.tracked) as quantities, array_agg(l.sale_id order by l.n) filter (where l.tracked) as sales,
        array_agg(l.unit_price::numeric order by l.n) filter (where l.tracked) as prices, array_agg(l.id order by l.n) filter (where l.tracked) as lines, array_agg(l.actor order by l.n) filter (where l.tracked) as actors,
        case when bool_or(l.backdated) then array_agg(case when l.backdated then l.business_date end order by l.n) filter (where l.tracked) end as dates,
        coalesce(bool_and(l.tenant_id = v_line.tenant_id and l.status = 'COMPLETED' and (l.plain or not l.tracked)), false) as plain
      into v_set
      from (
        select l.tenant_id, l.id, l.sale_id, l.location_id, l.tracked, k.product_id, k.base_quantity,
          case when c.product_id is null then l.unit_price else c.unit_price end as unit_price, s.actor, s.status, s.backdated, s.business_date,
          s.reservation_ids is null and l.batch_id is null and l.lot_id is null as plain,
          row_number() over (order by k.product_id, l.location_id, l.sale_id, l.line_number) as n
        from new_lines l
        left join lateral (
          select c.product_id, c.quantity, c.unit_price from inventory.sale_line_components c
          where l.kit and c.tenant_id = l.tenant_id and c.sale_line_id = l.id offset 0) c on true
        cross join lateral (select coalesce(c.product_id, l.product_id) as product_id,
          case when c.quantity is null then l.base_quantity
        else inventory.units_of_part(l.tenant_id, l.product_id, l.base_quantity, c.product_id, c.quantity, format('lines[%s].quantity', l.line_number - 1)) end as base_quantity) k
        left join lateral (
          select s.actor, s.status, s.backdated, s.business_date, s.reservation_ids
          from inventory.sales s where s.tenant_id = l.tenant_id and s.id = l.sale_id offset 0) s on true) l;
      if v_set.plain and inventory.take_sale_set(v_line.tenant_id, v_set.products, v_set.locations, v_set.quantities, v_set.sales,
        v_set.lines, v_set.actors, v_set.prices, v_set.dates) then
        return null;
      end if;
    end if;
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
      -- open_stock, without a call for each line.
      select coalesce(v_backdated_to, inventory.business_date(t.time_zone, clock_timestamp())), s.reserved into v_today, v_reserved
      from inventory.stock_levels s
      join inventory.tenants t on t.id = s.tenant_id
      where s.tenant_id = v_line.tenant_id and s.product_id = v_product_id and s.location_id = v_location_id
      for no key update of s;
      -- Where there is no stock level yet, nothing is locked: what a receipt brings meanwhile is not taken.
      v_free := case when not found then 0 when v_reserved > 0 then
        inventory.free_stock(v_line.tenant_id, v_product_id, v_location_id, v_today, v_backdated_to is not null) end;
      v_asked := 0;
    end if;
    v_asked := v_asked + v_line.base_quantity;

    -- Almost always nothing is reserved, and the first batch has enough: one statement finds it and writes its movement.
    if v_line.plain and v_free is null then
      insert into inventory.movements
        (tenant_id, kind, product_id, batch_id, location_id, quantity, actor, document_type, document_id, document_line_id)
      select v_line.tenant_id, 'SALE', v_product_id, b.batch_id, v_location_id, -v_line.base_quantity, v_line.actor, 'SALE', v_line.sale_id, v_line.id
      from (
        select bs.batch_id, bs.quantity
        from inventory.batch_stock bs
        where bs.tenant_id = v_line.tenant_id and bs.product_id = v_product_id and bs.location_id = v_location_id and bs.in_stock
          and inventory.is_sellable(bs.expiry_date, bs.held, v_today)
        order by bs.expiry_date, bs.received_at, bs.batch_id limit 1) b
      join inventory.locations o on o.tenant_id = v_line.tenant_id and o.id = v_location_id
      where b.quantity >= v_line.base_quantity and not inventory.is_set_apart(o.kind, o.active);
      continue when found;
    end if;

    -- The lock of the stock level keeps its location as it is.
    select o.active, o.kind into v_location from inventory.locations o where o.tenant_id = v_line.tenant_id and o.id = v_location_id;
    if not v_location.active then
      perform inventory.check_location_active(v_line.tenant_id, v_location_id, 'it sells nothing', 'locationId');
    elsif v_location.kind = 'QUARANTINE' then
      perform inventory.refuse_quarantined(v_line.tenant_id, v_product_id, v_location_id, v_line.base_quantity, v_line.line_number);
    end if;
    if v_line.batch_id is not null or v_line.lot_id is not null then
      perform inventory.check_named_stock(v_line.tenant_id, v_product_id, v_location_id, v_line.batch_id, v_line.lot_id, v_today,
        v_line.backdated_to,
        -- What others were promised is not taken by naming it.
        v_free + case when v_line.names_reservations then inventory.covered_quantity(v_line.tenant_id, v_line.sale_id, v_product_id,
          v_location_id, v_today) else 0 end, (
          select sum(l.base_quantity) from new_lines l
          where l.tenant_id = v_line.tenant_id and l.product_id = v_product_id and l.location_id = v_location_id
            and (l.sale_id, l.line_number) >= (v_line.sale_id, v_line.line_number)
            and (l.batch_id = v_line.batch_id or v_line.batch_id is null and l.batch_id is null and l.lot_id = v_line.lot_id)),
        v_line.id, v_line.line_number);
    end if;

    v_used := case when v_line.names_reservations then inventory.use_reservations(v_line.tenant_id, v_line.sale_id,
      v_line.id, v_product_id, v_location_id, v_line.base_quantity, v_today) else 0 end;
    if v_line.base_quantity - v_used > v_free then
      v_left := v_line.base_quantity - v_used - v_free;
    else
      v_free := v_free - (v_line.base_quantity - v_used);
      v_left := inventory.take_stock(v_line.tenant_id, v_product_id, v_location_id, v_line.base_quantity, v_today,
        'SALE', 'SALE', v_line.sale_id, v_line.id, v_line.backdated_to, v_line.batch_id, v_line.lot_id, v_line.actor);
    end if;

    if v_left > 0 then
      if v_line.backdated_to is not null then
        perform inventory.refuse_moved_since(v_line.tenant_id, v_product_id, v_location_id, v_line.backdated_to, v_line.id);
      end if;
      select sum(l.base_quantity * coalesce(c.quantity, 1)) as requested, array_agg(l.line_number - 1 order by l.line_number) as lines,
        jsonb_strip_nulls(jsonb_build_object('kits', jsonb_agg(distinct p.sku) filter (where l.kit))) as kits
      into v_set
      from new_lines l
      left join inventory.sale_line_components c on c.tenant_id = l.tenant_id and c.sale_line_id = l.id
      left join inventory.products p on p.tenant_id = l.tenant_id and p.id = l.product_id
      where l.tenant_id = v_line.tenant_id and coalesce(c.product_id, l.product_id) = v_product_id and l.location_id = v_location_id;
      perform inventory.refuse_shortage(v_line.tenant_id, v_line.product_id, v_line.location_id,
        v_set.requested, v_asked - v_left, v_line.line_number,
        coalesce(inventory.broken_promises(v_line.tenant_id, v_line.sale_id, v_product_id, v_location_id, v_today), '{}')
          || inventory.fields_of(v_set.lines, 'quantity') || v_set.kits);
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
  for each statement when (current_user <> 'bincard_ledger'::text) -- who writes as that role has taken the stock
  execute function inventory.tg_sale_allocate();
comment on trigger _500_allocate on inventory.sale_lines is
  E'Ledger step: writes the SALE movements of new sale lines, from the batch or lot that a line names, otherwise first expired, first out; all or nothing.\nGuards: insufficient_stock, batch_not_sellable, document_immutable, location_not_active, product_not_active, quantity_too_large';
