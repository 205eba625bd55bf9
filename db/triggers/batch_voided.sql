-- Rule:      A batch whose receipt was voided is not adjusted or counted.
-- Why:       its goods were never received; stock of it would have no receipt.
-- Guards:    adjustments, completed (adjustment_complete); stock_counts, posted (stock_count_post); adjustments, INSERT
-- Locks:     none of its own: a document that is completed has locked the stock level that a void needs
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.refuse_voided_batch(p_tenant_id uuid, p_batch_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_number text;
begin
  select b.batch_number into v_number from inventory.batches b
  where b.tenant_id = p_tenant_id and b.id = p_batch_id and b.voided_at is not null;
  if found then
    perform inventory.refuse('batch_voided', format('The receipt of batch %s was voided', v_number),
      jsonb_build_object('field', 'batchId', 'batchId', p_batch_id, 'batchNumber', v_number),
      'If the goods are there, receive them again.');
  end if;
end
$$;
comment on function inventory.refuse_voided_batch(uuid, uuid) is 'Refuses a batch whose receipt was voided.';
grant execute on function inventory.refuse_voided_batch(uuid, uuid) to bincard_app;

create or replace function inventory.tg_batch_voided() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse_voided_batch(new.tenant_id, new.batch_id);
  return new;
end
$$;
comment on function inventory.tg_batch_voided() is 'Refuses an adjustment of a batch whose receipt was voided.';

drop trigger if exists _300_batch_voided on inventory.adjustments;
create trigger _300_batch_voided before insert on inventory.adjustments
  for each row execute function inventory.tg_batch_voided();
comment on trigger _300_batch_voided on inventory.adjustments is
  'A batch whose receipt was voided is not adjusted or counted.';
