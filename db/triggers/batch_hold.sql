-- Ledger step: quarantining, recalling or releasing a batch waits for running sales of it; later ones read the new hold.
--
-- How:       the hold is a column of the batch. Every stock level of the batch is locked, so that a sale either ends
--            before or reads the hold. Allowed: none to QUARANTINED or RECALLED, QUARANTINED to RECALLED, either to
--            none; anything else, and any change of a voided batch, is refused by illegal_transition.
-- Locks:     the batch (by the UPDATE), then stock_levels by (tenant, product, location)
-- Rights:    security definer: locking a stock level needs a right that the writer does not have.

create or replace function inventory.tg_batch_hold() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  if old.voided_at is not null
     or not (coalesce(old.hold, '-') || '>' || coalesce(new.hold, '-')) = any
       (array['->QUARANTINED', '->RECALLED', 'QUARANTINED>RECALLED', 'QUARANTINED>-', 'RECALLED>-']) then
    perform inventory.refuse('illegal_transition',
      format('Batch %s cannot go from %s to %s', old.batch_number,
        case when old.voided_at is not null then 'VOIDED' else coalesce(old.hold, 'no hold') end, coalesce(new.hold, 'no hold')),
      jsonb_build_object('batchId', old.id, 'from', case when old.voided_at is not null then 'VOIDED' else old.hold end,
        'to', new.hold));
  end if;
  if new.hold_reason is null or btrim(new.hold_reason) = '' or length(new.hold_reason) > 2000 then
    perform inventory.refuse('reason_missing', 'A hold and its release need a reason', jsonb_build_object('field', 'reason'),
      'Give a reason of 1 to 2,000 characters.');
  end if;
  perform inventory.lock_stock(new.tenant_id, array_agg(bs.product_id), array_agg(bs.location_id))
  from inventory.batch_stock bs where bs.tenant_id = new.tenant_id and bs.batch_id = new.id;
  -- Written, not only locked, so that a sale on an older REPEATABLE READ snapshot fails to serialize.
  update inventory.stock_levels s set reserved = s.reserved
  from inventory.batch_stock bs
  where bs.tenant_id = new.tenant_id and bs.batch_id = new.id
    and s.tenant_id = bs.tenant_id and s.product_id = bs.product_id and s.location_id = bs.location_id;
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
