-- Ledger step: an assembly takes its parts, all or nothing, and its sets come in as one batch, on a receipt that it writes.
--
-- Rule:      Only a product that has components is assembled.
-- Why:       sets without parts would be stock that came from nothing.
-- Guards:    assemblies, INSERT. Also guarded here: insufficient_stock, location_not_active, quantity_too_large, lot_expiry_differs,
--            business_date_out_of_order
-- How:       the components are kept as rows (assembly_parts): a later change of them is for later assemblies. Each part is taken first
--            expired, first out, and never from a batch that is expired, held or set apart. The batch of the sets expires with the part
--            that expires first, and costs what the parts had cost at that moment, to the last digit; where a part has no cost, neither
--            have the sets, and what the others had cost is worth as much as before.
-- Locks:     the assembly (by the INSERT), the lot that it names, then stock_levels by (tenant, product, location) of the parts and the set,
--            then batch_stock
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.take_parts(
  p_tenant_id uuid, p_assembly_id uuid, p_location_id uuid, p_sets bigint, p_backdated_to date
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_part record;
  v_open record;
  v_left bigint;
  v_quarantine constant boolean := inventory.is_quarantine(p_tenant_id, p_location_id);
begin
  for v_part in
    select p.id, p.product_id, p.quantity, p.base_quantity from inventory.assembly_parts p
    where p.tenant_id = p_tenant_id and p.assembly_id = p_assembly_id
    order by p.product_id
  loop
    if v_quarantine then
      perform inventory.refuse_quarantined(p_tenant_id, v_part.product_id, p_location_id, v_part.base_quantity, null);
    end if;
    v_open := inventory.open_stock(p_tenant_id, v_part.product_id, p_location_id, p_backdated_to);
    if v_part.base_quantity > v_open.free then -- null where nothing is reserved
      v_left := v_part.base_quantity - v_open.free;
    else
      v_left := inventory.take_stock(p_tenant_id, v_part.product_id, p_location_id, v_part.base_quantity, v_open.today,
        'ASSEMBLY_OUT', 'ASSEMBLY', p_assembly_id, v_part.id, p_backdated_to);
    end if;
    if v_left > 0 then
      if p_backdated_to is not null then
        perform inventory.refuse_moved_since(p_tenant_id, v_part.product_id, p_location_id, p_backdated_to, v_part.id);
      end if;
      perform inventory.refuse_shortage(p_tenant_id, v_part.product_id, p_location_id,
        v_part.base_quantity, v_part.base_quantity - v_left, null,
        jsonb_build_object('perSet', v_part.quantity, 'sets', p_sets, 'enoughFor', (v_part.base_quantity - v_left) / v_part.quantity));
    end if;
  end loop;
end
$$;
comment on function inventory.take_parts(uuid, uuid, uuid, bigint, date) is
  'Writes the ASSEMBLY_OUT movements of an assembly''s parts under the locks of their stock levels, or refuses with the part that is short: for how many of p_sets base units it is enough.';

create or replace function inventory.tg_assembly_post() returns trigger
language plpgsql security definer -- the app role writes documents, not movements
set search_path = pg_catalog, pg_temp
as $$
declare
  v_receipt_id constant uuid := inventory.uuid_v7();
  v_cost record;
  v_lot record;
  v_set_lot record;
  v_received_at timestamptz;
begin
  perform inventory.check_tenant(new.tenant_id);
  insert into inventory.assembly_parts (tenant_id, id, assembly_id, product_id, quantity, base_quantity)
  select new.tenant_id, inventory.uuid_v7(new.created_at + row_number() over (order by c.id) * interval '1 microsecond'), new.id,
    c.component_id, c.quantity, inventory.units_of_part(new.tenant_id, new.product_id, new.base_quantity, c.component_id, c.quantity, 'quantity')
  from inventory.kit_components c
  where c.tenant_id = new.tenant_id and c.kit_id = new.product_id and c.removed_at is null;
  if not found then
    perform inventory.refuse('assembly_without_parts', format('Product %s has no components', (
        select p.sku from inventory.products p where p.tenant_id = new.tenant_id and p.id = new.product_id)),
      jsonb_build_object('field', 'productId', 'productId', new.product_id), 'Give it components first (setKitComponents).');
  end if;
  if new.batch_number is not null then
    perform from inventory.lots l
    where l.tenant_id = new.tenant_id and l.product_id = new.product_id and l.lot_number_key = inventory.code_key(new.batch_number) for share;
  end if;
  perform inventory.lock_stock(new.tenant_id, array_agg(k.product_id), array_agg(new.location_id), p_make => true)
  from (
    select p.product_id from inventory.assembly_parts p where p.tenant_id = new.tenant_id and p.assembly_id = new.id
    union all
    select new.product_id) k;
  perform inventory.check_location_active(new.tenant_id, new.location_id, 'nothing is assembled there', 'locationId');
  perform inventory.take_parts(new.tenant_id, new.id, new.location_id, new.base_quantity, case when new.backdated then new.business_date end);

  select coalesce(sum(-m.quantity * s.unit_value), 0) as amount, coalesce(sum(-m.quantity) filter (where not s.cost_known), 0)::bigint as without_cost,
    min(s.expiry_date) as expiry_date
  into v_cost
  from inventory.movements m
  join inventory.batch_stock s on s.tenant_id = m.tenant_id and s.batch_id = m.batch_id and s.location_id = m.location_id
  where m.tenant_id = new.tenant_id and m.document_id = new.id and m.kind = 'ASSEMBLY_OUT';

  if v_cost.amount >= 1e14 then -- what an amount of money has digits for
    perform inventory.refuse('value_out_of_range', format('The parts cost %s in all', round(v_cost.amount, 2)),
      jsonb_build_object('field', 'quantity', 'cost', round(v_cost.amount, 2)::text, 'limit', '100000000000000'),
      'Assemble fewer sets at a time.');
  end if;
  select l.id, l.lot_number, l.expiry_date into v_lot from inventory.lots l -- lot_expiry_differs would name a field of a receipt
  where l.tenant_id = new.tenant_id and l.product_id = new.product_id and l.lot_number_key = inventory.code_key(new.batch_number)
    and v_cost.expiry_date is not null and l.expiry_date is distinct from v_cost.expiry_date and not inventory.lot_is_empty(l.tenant_id, l.id);
  if found then
    perform inventory.refuse('lot_expiry_differs', inventory.lot_differs_message(v_lot.lot_number, v_lot.expiry_date, v_cost.expiry_date),
      jsonb_build_object('field', 'batchNumber', 'productId', new.product_id, 'lotId', v_lot.id, 'lotNumber', v_lot.lot_number,
        'lotExpiryDate', v_lot.expiry_date, 'expiryDate', v_cost.expiry_date),
      'The sets expire with the part that expires first. Give another batch number, or none.');
  end if;

  insert into inventory.receipts (tenant_id, id, location_id, assembly_id, business_date)
  values (new.tenant_id, v_receipt_id, new.location_id, new.id, case when new.backdated then new.business_date end)
  returning received_at into v_received_at;
  v_set_lot := inventory.lot_for_batch(new.tenant_id, new.product_id, null,
    coalesce(new.batch_number, 'B-' || upper(right(new.batch_id::text, 12))), v_cost.expiry_date, '');
  insert into inventory.batches (tenant_id, id, receipt_id, product_id, location_id, lot_id, batch_number, quantity, received_unit, factor,
    intake_quantity, unit_cost, received_at, received_on, expiry_at_receipt) -- what the ledger writes is not stamped (batch_stamp)
  select new.tenant_id, new.batch_id, v_receipt_id, new.product_id, new.location_id, v_set_lot.id, v_set_lot.lot_number, new.quantity,
    new.unit, new.factor, new.base_quantity,
    case v_cost.without_cost when 0 then round(v_cost.amount / new.base_quantity, 20) end, v_received_at,
    inventory.business_date(t.time_zone, v_received_at), coalesce(v_cost.expiry_date, v_set_lot.expiry_date)
  from inventory.tenants t where t.id = new.tenant_id;
  update inventory.assemblies a set parts_cost = v_cost.amount, parts_without_cost = v_cost.without_cost
  where a.tenant_id = new.tenant_id and a.id = new.id;
  if v_cost.without_cost > 0 and round(v_cost.amount, 6) > 0 then -- what was paid for the others is not lost
    insert into inventory.batch_costs (tenant_id, id, batch_id, kind, amount, reason, business_date)
    select new.tenant_id, inventory.uuid_v7(), new.batch_id, 'OTHER', v_cost.amount, 'What some of its parts had cost', s.last_business_date
    from inventory.batch_stock s
    where s.tenant_id = new.tenant_id and s.batch_id = new.batch_id and s.location_id = new.location_id;
  end if;
  return null;
end
$$;
comment on function inventory.tg_assembly_post() is
  'Ledger step: takes the parts of an assembly, all or nothing, and brings its sets in as one batch, with the earliest expiry and the cost of the parts.';

drop trigger if exists _500_assembly_without_parts on inventory.assemblies;
create trigger _500_assembly_without_parts after insert on inventory.assemblies
  for each row execute function inventory.tg_assembly_post();
comment on trigger _500_assembly_without_parts on inventory.assemblies is
  E'Only a product that has components is assembled.\nGuards: insufficient_stock, location_not_active, quantity_too_large, lot_expiry_differs, business_date_out_of_order';
