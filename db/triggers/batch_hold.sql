-- Ledger step: quarantining, recalling or releasing a batch waits for running sales of it; later ones read the new hold.
--
-- How:       the hold is a column of the batch, beside its lot's (lot_change). Every stock level of the batch is locked, so that a sale either ends
--            before or reads the hold; then its stock rows get it. Allowed: none to QUARANTINED or RECALLED, QUARANTINED to RECALLED, either to
--            none; anything else, and any change of a voided batch, is refused by illegal_transition.
-- Locks:     the batch (by the UPDATE), then stock_levels by (tenant, product, location)
-- Rights:    security definer: locking a stock level needs a right that the writer does not have.

create or replace function inventory.tg_batch_hold() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  if old.voided_at is not null or not inventory.is_hold_step(old.hold, new.hold) then
    perform inventory.refuse('illegal_transition',
      case when old.voided_at is not null then format('The receipt of batch %s was voided', old.batch_number)
        else inventory.hold_refused('Batch ' || old.batch_number, old.hold, new.hold) end,
      jsonb_build_object('field', 'id', 'batchId', old.id, 'from', case when old.voided_at is not null then 'VOIDED' else old.hold end,
        'to', new.hold, 'lotHold', (select l.hold from inventory.lots l where l.tenant_id = old.tenant_id and l.id = old.lot_id)),
      case when new.hold is null and old.hold is null then 'If its lot is held, release the lot.' else '' end);
  end if;
  new.hold_reason := inventory.checked_reason(new.hold_reason, 'A hold and its release need a reason');
  perform inventory.lock_lot_stock(new.tenant_id, new.lot_id, new.id);
  return new;
end
$$;
comment on function inventory.tg_batch_hold() is
  'Ledger step: locks the stock of a batch whose hold changes; refuses a change that is not allowed or has no reason.';

drop trigger if exists _300_hold on inventory.batches;
create trigger _300_hold before update of hold, hold_reason on inventory.batches
  for each row execute function inventory.tg_batch_hold();
comment on trigger _300_hold on inventory.batches is
  E'Ledger step: locks the stock of a batch whose hold changes.\nGuards: illegal_transition, reason_missing';

create or replace function inventory.tg_batch_held() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refresh_stock_terms(new.tenant_id, new.lot_id, new.id);
  return null;
end
$$;
comment on function inventory.tg_batch_held() is 'Ledger step: writes a batch''s new hold into its stock rows.';

drop trigger if exists _500_held on inventory.batches;
create trigger _500_held after update of hold on inventory.batches
  for each row when (new.hold is distinct from old.hold) execute function inventory.tg_batch_held();
comment on trigger _500_held on inventory.batches is 'Ledger step: writes a batch''s new hold into its stock rows.';
