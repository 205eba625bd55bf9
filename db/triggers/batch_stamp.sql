-- Stamp: a batch takes its place, day and unit from its receipt and product; in the same look-up an unknown
-- receipt, product or unit and a product without stock are refused.
--
-- Rule:      Only a product whose inventory is tracked is received, transferred or reserved.
-- Why:       an untracked product (postage, a service) is sold without stock; stock of it would never go down.
-- Guards:    batches, INSERT; transfer_lines and reservations in their stamps (rules product_not_tracked, receipt_unknown, product_unknown, unit_unknown)
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled; the foreign keys still stand then.

create or replace function inventory.tg_batch_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_known record;
  v_field constant text := format('lines[%s].', new.line_number - 1);
begin
  select r.location_id, r.received_at, inventory.business_date(t.time_zone, r.received_at) as received_on,
    p.sku, p.track_inventory, u.code, u.factor
  into v_known
  from inventory.receipts r
  join inventory.tenants t on t.id = r.tenant_id
  left join inventory.products p on p.tenant_id = r.tenant_id and p.id = new.product_id
  left join inventory.product_units u
    on u.tenant_id = p.tenant_id and u.product_id = p.id and u.code = coalesce(new.received_unit, p.base_unit)
  where r.tenant_id = new.tenant_id and r.id = new.receipt_id;

  if not found then
    perform inventory.refuse('receipt_unknown', 'There is no such receipt', jsonb_build_object('receiptId', new.receipt_id));
  elsif v_known.sku is null then
    perform inventory.refuse('product_unknown', 'There is no such product',
      jsonb_build_object('field', v_field || 'productId', 'productId', new.product_id));
  elsif v_known.code is null then
    perform inventory.refuse('unit_unknown', format('Product %s has no unit %s', v_known.sku, new.received_unit),
      jsonb_build_object('field', v_field || 'unit', 'sku', v_known.sku, 'unit', new.received_unit),
      'Receive in one of the product''s units.');
  elsif not v_known.track_inventory then
    perform inventory.refuse('product_not_tracked', format('Product %s has no inventory', v_known.sku),
      jsonb_build_object('field', v_field || 'productId', 'sku', v_known.sku));
  end if;

  new.location_id := coalesce(v_known.location_id, new.location_id);
  new.received_unit := coalesce(v_known.code, new.received_unit);
  new.factor := coalesce(v_known.factor, 1);
  new.intake_quantity := least(new.quantity::numeric * new.factor, 9007199254740992)::bigint;
  new.intake_reason := null;
  new.received_at := coalesce(v_known.received_at, new.received_at);
  new.received_on := coalesce(v_known.received_on, new.received_on);
  new.voided_at := null;
  return new;
end
$$;
comment on function inventory.tg_batch_stamp() is
  'Stamp: place, time, unit, factor and intake of a batch, refusing unknown products or units and untracked products.';

drop trigger if exists _100_product_not_tracked on inventory.batches;
create trigger _100_product_not_tracked before insert on inventory.batches
  for each row execute function inventory.tg_batch_stamp();
comment on trigger _100_product_not_tracked on inventory.batches is
  E'Only a product whose inventory is tracked is received, transferred or reserved.\nGuards: receipt_unknown, product_unknown, unit_unknown';
