-- Stamp: a count line takes its location from its count. When its quantity is recorded, it takes the batch's balance and
-- last sequence from the ledger: what moves later is not in the counted quantity. Rebasing adds the goods that moved since
-- to the counted quantity, and takes the balance anew. A correction of the books by another count is in the balance alone.
--
-- Rule:      A stock count accepts counted quantities only while it is OPEN.
-- Why:       a quantity changed after posting would not be the one that was posted.
-- Guards:    stock_count_lines, INSERT and UPDATE (rules count_closed, stock_count_unknown, batch_unknown)
-- Locks:     the count (FOR SHARE, so that posting waits); the balance is read without a lock
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_count_closed() returns trigger
language plpgsql security definer -- locking the count needs a right that the writer of lines does not have
set search_path = pg_catalog, pg_temp
as $$
declare
  v_count record;
  v_batch record;
  v_now record;
begin
  perform inventory.check_tenant(new.tenant_id);
  select c.status, c.location_id into v_count
  from inventory.stock_counts c where c.tenant_id = new.tenant_id and c.id = new.stock_count_id
  for share;
  if not found then
    perform inventory.refuse('stock_count_unknown', 'There is no such stock count',
      jsonb_build_object('field', 'stockCountId', 'stockCountId', new.stock_count_id));
  elsif v_count.status <> 'OPEN' then
    perform inventory.refuse('count_closed', format('The stock count is %s', lower(v_count.status)),
      jsonb_build_object('field', 'stockCountId', 'stockCountId', new.stock_count_id, 'status', v_count.status),
      'Start another stock count.');
  end if;

  select b.product_id into v_batch from inventory.batches b where b.tenant_id = new.tenant_id and b.id = new.batch_id;
  if not found then
    perform inventory.refuse('batch_unknown', 'There is no such batch',
      jsonb_build_object('field', 'batchId', 'batchId', new.batch_id));
  end if;
  new.product_id := v_batch.product_id;
  new.location_id := v_count.location_id;

  -- One statement, so that the balance and what moved are of the same moment.
  select bs.quantity, bs.sequence, case when tg_op = 'UPDATE' then
    inventory.goods_moved_since(old.tenant_id, old.batch_id, old.location_id, old.seen_sequence) end as moved into v_now
  from inventory.batch_stock bs
  where bs.tenant_id = new.tenant_id and bs.batch_id = new.batch_id and bs.location_id = new.location_id;
  if tg_op = 'UPDATE' and new.rebased_at is distinct from old.rebased_at then
    new.rebased_at := clock_timestamp();
    new.counted_quantity := old.counted_quantity + coalesce(v_now.moved, 0);
    if new.counted_quantity < 0 then
      perform inventory.refuse('count_negative', 'More has left since than was counted',
        jsonb_build_object('batchId', new.batch_id, 'counted', old.counted_quantity, 'expected', old.expected_quantity,
          'balance', coalesce(v_now.quantity, 0), 'moved', v_now.moved),
        'Count this batch again.');
    end if;
  elsif new.counted_quantity is not null then
    new.counted_by := inventory.current_actor();
    new.counted_at := clock_timestamp();
  end if;
  new.expected_quantity := coalesce(v_now.quantity, 0);
  new.seen_sequence := coalesce(v_now.sequence, 0);
  return new;
end
$$;
comment on function inventory.tg_count_closed() is
  'Stamp: location, expected balance and seen sequence of a count line; refuses quantities for a count that is not OPEN.';

drop trigger if exists _100_count_closed on inventory.stock_count_lines;
create trigger _100_count_closed before insert or update of counted_quantity, rebased_at on inventory.stock_count_lines
  for each row execute function inventory.tg_count_closed();
comment on trigger _100_count_closed on inventory.stock_count_lines is
  E'A stock count accepts counted quantities only while it is OPEN.\nGuards: stock_count_unknown, batch_unknown, count_negative';
