-- Ledger step: a sale's lines take their stock, first expired first out, in the statement that writes them.
--
-- How:       the lines are taken in the order of (tenant, product, location); each product's stock_levels row is
--            locked, then its sellable batches are drawn on by expiry date (none last), received time, id,
--            splitting as needed. What a line cannot get refuses the whole statement, with the sum over all
--            lines of its product.
-- Locks:     stock_levels by (tenant, product, location), each before the batches under it. Nobody takes a
--            batch's row without its stock_levels row, so two documents can only wait in that one order.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_sale_allocate() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
  v_batch record;
  v_today date;
  v_product_id uuid;
  v_location_id uuid;
  v_left bigint;
  v_take bigint;
begin
  for v_line in
    select l.tenant_id, l.id, l.sale_id, l.line_number, l.product_id, l.location_id, l.base_quantity
    from new_lines l
    where l.tracked
    order by l.tenant_id, l.product_id, l.location_id, l.sale_id, l.line_number
  loop
    if v_line.product_id is distinct from v_product_id or v_line.location_id is distinct from v_location_id then
      v_product_id := v_line.product_id;
      v_location_id := v_line.location_id;
      -- The day is asked once the lock is there: a sale that waited over midnight is of the new day.
      select inventory.business_date(t.time_zone, clock_timestamp()) into v_today
      from inventory.stock_levels s
      join inventory.tenants t on t.id = s.tenant_id
      where s.tenant_id = v_line.tenant_id and s.product_id = v_line.product_id and s.location_id = v_line.location_id
      for no key update of s;
    end if;

    v_left := v_line.base_quantity;
    for v_batch in
      select bs.batch_id, bs.quantity
      from inventory.batch_stock bs
      where bs.tenant_id = v_line.tenant_id and bs.product_id = v_line.product_id
        and bs.location_id = v_line.location_id and bs.in_stock
        -- Not a join: that may be planned from all batches of the tenant while the shop is young.
        and (select inventory.is_sellable(bs.expiry_date, b.hold, v_today) from inventory.batches b
             where b.tenant_id = bs.tenant_id and b.id = bs.batch_id)
      order by bs.expiry_date, bs.received_at, bs.batch_id
    loop
      v_take := least(v_left, v_batch.quantity);
      insert into inventory.movements
        (tenant_id, kind, product_id, batch_id, location_id, quantity, document_type, document_id, document_line_id)
      values (v_line.tenant_id, 'SALE', v_line.product_id, v_batch.batch_id, v_line.location_id, -v_take,
        'SALE', v_line.sale_id, v_line.id);
      v_left := v_left - v_take;
      exit when v_left = 0;
    end loop;

    if v_left > 0 then
      perform inventory.refuse_short_sale(v_line.tenant_id, v_line.product_id, v_line.location_id,
        (select sum(l.base_quantity) from new_lines l
         where l.tenant_id = v_line.tenant_id and l.product_id = v_line.product_id and l.location_id = v_line.location_id),
        (select sum(l.base_quantity) - v_left from new_lines l
         where (l.tenant_id, l.product_id, l.location_id) = (v_line.tenant_id, v_line.product_id, v_line.location_id)
           and (l.sale_id, l.line_number) <= (v_line.sale_id, v_line.line_number)),
        v_line.line_number);
    end if;
  end loop;
  return null;
end
$$;
comment on function inventory.tg_sale_allocate() is
  'Ledger step: writes the SALE movements of new sale lines, first expired first out, all or nothing.';

create or replace function inventory.refuse_short_sale(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_requested numeric, p_available numeric, p_line_number integer
) returns void language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_sku text := (select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_product_id);
begin
  perform inventory.refuse('insufficient_stock',
    format('Product %s: %s requested, %s available', v_sku, p_requested, p_available),
    jsonb_build_object('field', format('lines[%s].quantity', p_line_number - 1), 'sku', v_sku, 'productId', p_product_id,
      'locationId', p_location_id, 'requested', p_requested, 'available', p_available),
    'Ask for at most what is available, or receive stock first.');
end
$$;
comment on function inventory.refuse_short_sale(uuid, uuid, uuid, numeric, numeric, integer) is
  'Refuses a sale with what was asked for and what could be taken, both over all lines of the product.';

drop trigger if exists _500_allocate on inventory.sale_lines;
create trigger _500_allocate after insert on inventory.sale_lines
  referencing new table as new_lines
  for each statement execute function inventory.tg_sale_allocate();
comment on trigger _500_allocate on inventory.sale_lines is
  E'Ledger step: writes the SALE movements of new sale lines, first expired first out, all or nothing.\nGuards: insufficient_stock';
