-- Rule:      The identity of a batch (product, lot, receipt, location, times, cost) or lot (product, number) never changes.
-- Why:       recalls go by the lot, and the stock rows repeat the product and the time. A wrong expiry date is corrected on the
--            lot (lot_change).
-- Guards:    batches and lots, UPDATE. A batch's voided_at is set once, to when its receipt was voided.
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_batch_identity_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('batch_identity_immutable', 'A batch''s identity never changes',
    jsonb_build_object('batchId', old.id, 'batchNumber', old.batch_number),
    'Void the receipt and enter it again, or adjust the stock.');
  return null;
end
$$;
comment on function inventory.tg_batch_identity_immutable() is 'Refuses a change of a batch''s identity.';

drop trigger if exists _300_batch_identity_immutable on inventory.batches;
create trigger _300_batch_identity_immutable before update on inventory.batches
  for each row
  when (
    row(new.tenant_id, new.id, new.receipt_id, new.line_number, new.product_id, new.location_id, new.lot_id, new.batch_number,
      new.quantity, new.received_unit, new.factor, new.unit_cost, new.received_at, new.received_on, new.expiry_at_receipt,
      new.accepted_expired, new.purchase_order_line_id)
    is distinct from
    row(old.tenant_id, old.id, old.receipt_id, old.line_number, old.product_id, old.location_id, old.lot_id, old.batch_number,
      old.quantity, old.received_unit, old.factor, old.unit_cost, old.received_at, old.received_on, old.expiry_at_receipt,
      old.accepted_expired, old.purchase_order_line_id))
  execute function inventory.tg_batch_identity_immutable();
alter table inventory.batches enable always trigger _300_batch_identity_immutable;
comment on trigger _300_batch_identity_immutable on inventory.batches is
  'The identity of a batch (product, lot, receipt, location, times, cost) or lot (product, number) never changes.';

create or replace function inventory.tg_batch_voided_at() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if old.voided_at is not null or new.voided_at is distinct from (
    select r.voided_at from inventory.receipts r where r.tenant_id = new.tenant_id and r.id = new.receipt_id)
  then
    perform inventory.refuse('batch_identity_immutable', 'A batch is voided with its receipt',
      jsonb_build_object('batchId', old.id, 'batchNumber', old.batch_number), 'Void the receipt.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_batch_voided_at() is 'Refuses a batch''s time of voiding that is not its receipt''s.';

drop trigger if exists _300_batch_identity_immutable__voided on inventory.batches;
create trigger _300_batch_identity_immutable__voided before update of voided_at on inventory.batches
  for each row when (new.voided_at is distinct from old.voided_at)
  execute function inventory.tg_batch_voided_at();
alter table inventory.batches enable always trigger _300_batch_identity_immutable__voided;
comment on trigger _300_batch_identity_immutable__voided on inventory.batches is
  'The identity of a batch (product, lot, receipt, location, times, cost) or lot (product, number) never changes.';

create or replace function inventory.tg_lot_identity_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('batch_identity_immutable', 'A lot''s product and number never change',
    jsonb_build_object('lotId', old.id, 'lotNumber', old.lot_number), 'Void the receipt and enter it again.');
  return null;
end
$$;
comment on function inventory.tg_lot_identity_immutable() is 'Refuses a change of a lot''s identity.';

drop trigger if exists _300_batch_identity_immutable on inventory.lots;
create trigger _300_batch_identity_immutable before update of product_id, lot_number, created_at on inventory.lots
  for each row execute function inventory.tg_lot_identity_immutable();
alter table inventory.lots enable always trigger _300_batch_identity_immutable;
comment on trigger _300_batch_identity_immutable on inventory.lots is
  'The identity of a batch (product, lot, receipt, location, times, cost) or lot (product, number) never changes.';
