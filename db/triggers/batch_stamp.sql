-- Stamp: a batch takes its location and times from its receipt, its unit from its product and its lot from its number (which is
-- stored clean), or its number from its lot; where it came in for a purchase order, its line and, unless one is given, its cost
-- from that. The same look-ups refuse an unknown receipt, product or unit, a product without inventory or that was not ordered,
-- a kit, and goods that have expired.
--
-- Rule:      Only a product whose inventory is tracked is ordered, received, counted, transferred or reserved, and only such a product is a kit or in one.
-- Why:       an untracked product (postage, a service) is sold without stock, so stock of it would never go down.
-- Guards:    batches, INSERT by any role but the ledger's (write_plain_batches asks for the same as a set, and leaves what is refused
--            to this trigger); transfer_lines and reservations in their stamps. Also guarded here: kit_not_stocked, receipt_unknown,
--            product_unknown, unit_unknown, lot_unknown, expiry_before_receipt
-- Locks:     the lot, shared: made when the product has none of that number, which a second session waits for
-- Rights:    security definer: lots are made by receipts alone
-- Not enforced against: the table owner and a superuser with the trigger disabled; the foreign keys still hold then.

create or replace function inventory.tg_batch_stamp() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_receipt record;
  v_lot inventory.lots;
  v_ordered record;
  v_expired boolean;
  v_field constant text := format('lines[%s].', new.line_number - 1);
begin
  perform inventory.check_tenant(new.tenant_id);
  select r.location_id, r.received_at, r.purchase_order_id, inventory.business_date(t.time_zone, r.received_at) as received_on,
    p.tracked, p.kit, p.unit, p.factor
  into v_receipt
  from inventory.receipts r
  join inventory.tenants t on t.id = r.tenant_id
  left join lateral inventory.product_terms(r.tenant_id, new.product_id, new.received_unit) p on true
  where r.tenant_id = new.tenant_id and r.id = new.receipt_id;
  if not found then
    perform inventory.refuse('receipt_unknown', 'There is no such receipt', jsonb_build_object('receiptId', new.receipt_id));
  elsif v_receipt.factor is null or not v_receipt.tracked or v_receipt.kit then
    perform inventory.checked_terms(new.tenant_id, new.product_id, new.received_unit, v_field);
  end if;

  if v_receipt.purchase_order_id is not null or new.purchase_order_line_id is not null then
    v_ordered := inventory.order_line_for_batch(
      new.tenant_id, v_receipt.purchase_order_id, new.purchase_order_line_id, new.product_id, v_field);
    new.purchase_order_line_id := v_ordered.id;
    new.unit_cost := coalesce(new.unit_cost, v_ordered.unit_cost);
  end if;
  new.location_id := v_receipt.location_id;
  new.received_unit := v_receipt.unit;
  new.factor := v_receipt.factor;
  new.intake_quantity := inventory.base_units(new.quantity, v_receipt.factor, format('lines[%s].quantity', new.line_number - 1));
  new.intake_reason := null;
  new.received_at := v_receipt.received_at;
  new.received_on := v_receipt.received_on;
  new.voided_at := null;

  -- A line without a number gets a lot of its own.
  new.batch_number := coalesce(inventory.clean_code(new.batch_number), 'B-' || upper(right(new.id::text, 12)));
  v_lot := inventory.lot_for_batch(new.tenant_id, new.product_id, new.lot_id, new.batch_number, new.expiry_at_receipt, v_field);
  new.expiry_at_receipt := coalesce(new.expiry_at_receipt, v_lot.expiry_date); -- lot_expiry_differs compares the two
  v_expired := inventory.is_expired(new.expiry_at_receipt, new.received_on);
  if v_expired and new.accepted_expired is not true then
    perform inventory.refuse('expiry_before_receipt',
      format('Lot %s expired on %s, before it was received on %s', v_lot.lot_number, new.expiry_at_receipt, new.received_on),
      jsonb_build_object('field', v_field || 'expiryDate', 'productId', new.product_id, 'lotNumber', v_lot.lot_number,
        'expiryDate', new.expiry_at_receipt, 'receivedOn', new.received_on),
      'Check the date. To book expired goods in all the same, set acceptExpired: they cannot be sold, and can be written off.');
  end if;
  new.lot_id := v_lot.id;
  new.batch_number := v_lot.lot_number;
  new.accepted_expired := v_expired;
  return new;
end
$$;
comment on function inventory.tg_batch_stamp() is
  'Stamp: location, times, unit, factor, intake and lot of a batch; refuses unknown products or units, untracked products, kits, and expired goods that the line does not accept.';

drop trigger if exists _100_product_not_tracked on inventory.batches;
create trigger _100_product_not_tracked before insert on inventory.batches
  for each row when (current_user <> 'bincard_ledger'::text) -- write_plain_batches has stamped it
  execute function inventory.tg_batch_stamp();
comment on trigger _100_product_not_tracked on inventory.batches is
  E'Only a product whose inventory is tracked is ordered, received, counted, transferred or reserved, and only such a product is a kit or in one.\nGuards: kit_not_stocked, receipt_unknown, product_unknown, unit_unknown, quantity_too_large, lot_unknown, expiry_before_receipt, purchase_order_unknown, order_line_differs';
