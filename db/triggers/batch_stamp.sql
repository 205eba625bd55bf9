-- Stamp: a batch takes its location and times from its receipt and its unit from its product; its number is stored clean. The same look-up refuses an
-- unknown receipt, product or unit, and a product without inventory.
--
-- Rule:      Only a product whose inventory is tracked is received, transferred or reserved.
-- Why:       an untracked product (postage, a service) is sold without stock, so stock of it would never go down.
-- Guards:    batches, INSERT; transfer_lines and reservations in their stamps. Also guarded here: receipt_unknown,
--            product_unknown, unit_unknown
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled; the foreign keys still hold then.

create or replace function inventory.tg_batch_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_receipt record;
begin
  select r.location_id, r.received_at, inventory.business_date(t.time_zone, r.received_at) as received_on,
    p.tracked, p.unit, p.factor
  into v_receipt
  from inventory.receipts r
  join inventory.tenants t on t.id = r.tenant_id
  left join lateral inventory.product_terms(r.tenant_id, new.product_id, new.received_unit) p on true
  where r.tenant_id = new.tenant_id and r.id = new.receipt_id;
  if not found then
    perform inventory.refuse('receipt_unknown', 'There is no such receipt', jsonb_build_object('receiptId', new.receipt_id));
  elsif v_receipt.factor is null or not v_receipt.tracked then
    perform inventory.checked_terms(new.tenant_id, new.product_id, new.received_unit, format('lines[%s].', new.line_number - 1));
  end if;

  new.batch_number := inventory.clean_code(new.batch_number);
  new.location_id := v_receipt.location_id;
  new.received_unit := v_receipt.unit;
  new.factor := v_receipt.factor;
  new.intake_quantity := inventory.base_units(new.quantity, v_receipt.factor, format('lines[%s].quantity', new.line_number - 1));
  new.intake_reason := null;
  new.received_at := v_receipt.received_at;
  new.received_on := v_receipt.received_on;
  new.voided_at := null;
  return new;
end
$$;
comment on function inventory.tg_batch_stamp() is
  'Stamp: location, times, unit, factor and intake of a batch; refuses unknown products or units and untracked products.';

drop trigger if exists _100_product_not_tracked on inventory.batches;
create trigger _100_product_not_tracked before insert on inventory.batches
  for each row execute function inventory.tg_batch_stamp();
comment on trigger _100_product_not_tracked on inventory.batches is
  E'Only a product whose inventory is tracked is received, transferred or reserved.\nGuards: receipt_unknown, product_unknown, unit_unknown, quantity_too_large';
