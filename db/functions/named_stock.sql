-- The batch or lot that a sale's line names instead of leaving the choice to FEFO (allocation.sql).

create or replace function inventory.check_named_stock(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_batch_id uuid, p_lot_id uuid, p_today date,
  p_backdated_to date, p_free bigint, p_requested numeric, p_line_id uuid, p_line_number integer
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_named record;
  v_there bigint;
  v_free bigint := p_free;
begin
  if p_batch_id is not null then
    select b.batch_number as number, l.expiry_date, inventory.is_sellable(l.expiry_date, inventory.is_held(inventory.hold_of(b.hold, l.hold)), p_today) as sellable
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
  -- p_free of an earlier day has what expired since, which no reservation holds: another batch is not taken for it.
  if p_backdated_to is not null and v_free is not null and not inventory.is_expired(v_named.expiry_date, inventory.tenant_today(p_tenant_id)) then
    v_free := greatest(v_free - inventory.expired_since(p_tenant_id, p_product_id, p_location_id, p_backdated_to), 0);
  end if;
  v_there := least(v_there, v_free); -- the smaller one, or the first when nothing is reserved
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
