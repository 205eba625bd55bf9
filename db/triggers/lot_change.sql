-- Ledger step: holding, recalling or releasing a lot, or correcting its expiry date, waits for running sales of its batches and
-- for running receipts of it; later ones read the change.
--
-- How:       the stock levels of all its batches are locked, so that a sale either ends before or reads the change; then
--            their stock rows get it, which FEFO and availability read. A batch that is held by itself stays held when its
--            lot is released. The steps of the hold are those of a batch's (batch_hold); another is refused by
--            illegal_transition. What was sold before a correction stays as it was.
-- Locks:     the lot (by the UPDATE), then stock_levels by (tenant, product, location), then batch_stock
-- Rights:    security definer: only the ledger's functions write batch_stock.

create or replace function inventory.tg_lot_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;
comment on function inventory.tg_lot_version() is 'Stamp: increases a lot''s version.';

drop trigger if exists _100_version on inventory.lots;
create trigger _100_version before update on inventory.lots
  for each row execute function inventory.tg_lot_version();
comment on trigger _100_version on inventory.lots is 'Stamp: increases a lot''s version.';

create or replace function inventory.tg_lot_hold() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  if not inventory.is_hold_step(old.hold, new.hold) then
    perform inventory.refuse('illegal_transition',
      inventory.hold_refused('Lot ' || old.lot_number, old.hold, new.hold),
      jsonb_build_object('field', 'id', 'lotId', old.id, 'from', old.hold, 'to', new.hold),
      case when old.hold is null and new.hold is null then 'If a batch of it is held, release the batch.' else '' end);
  end if;
  new.hold_reason := inventory.checked_reason(new.hold_reason, 'A hold and its release need a reason');
  perform inventory.lock_lot_stock(new.tenant_id, new.id);
  return new;
end
$$;
comment on function inventory.tg_lot_hold() is
  'Ledger step: locks the stock of a lot whose hold changes; refuses a change that is not allowed or has no reason.';

drop trigger if exists _300_hold on inventory.lots;
create trigger _300_hold before update of hold, hold_reason on inventory.lots
  for each row execute function inventory.tg_lot_hold();
comment on trigger _300_hold on inventory.lots is
  E'Ledger step: locks the stock of a lot whose hold changes.\nGuards: illegal_transition, reason_missing';

create or replace function inventory.tg_lot_expiry() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  new.expiry_reason := inventory.checked_reason(new.expiry_reason, 'A correction of an expiry date needs a reason');
  perform inventory.lock_lot_stock(new.tenant_id, new.id);
  return new;
end
$$;
comment on function inventory.tg_lot_expiry() is
  'Ledger step: locks the stock of a lot whose expiry date is corrected; refuses a correction without a reason.';

drop trigger if exists _300_expiry on inventory.lots;
create trigger _300_expiry before update of expiry_date, expiry_reason on inventory.lots
  for each row execute function inventory.tg_lot_expiry();
comment on trigger _300_expiry on inventory.lots is
  E'Ledger step: locks the stock of a lot whose expiry date is corrected.\nGuards: reason_missing';

create or replace function inventory.tg_lot_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refresh_stock_terms(new.tenant_id, new.id);
  return null;
end
$$;
comment on function inventory.tg_lot_changed() is
  'Ledger step: writes a lot''s new expiry date or hold into the stock rows of its batches.';

drop trigger if exists _500_changed on inventory.lots;
create trigger _500_changed after update of hold, expiry_date on inventory.lots
  for each row execute function inventory.tg_lot_changed();
comment on trigger _500_changed on inventory.lots is
  'Ledger step: writes a lot''s new expiry date or hold into the stock rows of its batches.';
