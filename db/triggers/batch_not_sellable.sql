-- Rule:      An expired, quarantined, recalled or voided batch is not sold.
-- Why:       FEFO skips such batches; this holds for every other writer, and for a hold that came in between.
-- Guards:    movements, INSERT of kind SALE
-- Locks:     none of its own: the movement already holds the batch's stock row
-- Beyond it: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_batch_not_sellable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_batch record;
begin
  select b.batch_number, b.expiry_date, b.hold, b.voided_at into v_batch
  from inventory.batches b
  where b.tenant_id = new.tenant_id and b.id = new.batch_id;
  if v_batch.voided_at is not null
     or not inventory.is_sellable(v_batch.expiry_date, v_batch.hold, new.business_date) then
    perform inventory.refuse('batch_not_sellable', 'This batch cannot be sold',
      jsonb_build_object('batchId', new.batch_id, 'batchNumber', v_batch.batch_number,
        'expiryDate', v_batch.expiry_date, 'hold', v_batch.hold, 'voided', v_batch.voided_at is not null),
      'Sell without naming a batch: the next sellable one is taken.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_batch_not_sellable() is 'Refuses a sale from a batch that is expired, held or voided.';

drop trigger if exists _300_batch_not_sellable on inventory.movements;
create trigger _300_batch_not_sellable before insert on inventory.movements
  for each row when (new.kind = 'SALE') execute function inventory.tg_batch_not_sellable();
comment on trigger _300_batch_not_sellable on inventory.movements is
  'An expired, quarantined, recalled or voided batch is not sold.';
