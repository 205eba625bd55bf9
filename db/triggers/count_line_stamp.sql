-- Stamp: a count line takes its location from its count. With each of its entries, and when it is rebased, it takes the
-- batch's balance and last sequence from the ledger, and its figure from its entries and the goods that moved since they
-- were counted. A correction of the books by another count is in the balance alone. The figure of a line of a blind count is
-- that of its settled tally.
--
-- Rule:      A stock count accepts counted quantities only while it is OPEN.
-- Why:       a quantity changed after posting would not be the one that was posted.
-- Guards:    stock_count_lines, INSERT and UPDATE; stock_count_entries in their stamp (rules count_closed,
--            stock_count_unknown, batch_unknown), and a figure from before an archive (movement_archived)
-- Locks:     the count (FOR SHARE, so that posting waits); the balance is read without a lock
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.open_count_location(p_tenant_id uuid, p_stock_count_id uuid) returns uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_count record;
begin
  select c.status, c.location_id into v_count
  from inventory.stock_counts c where c.tenant_id = p_tenant_id and c.id = p_stock_count_id
  for share;
  if not found then
    perform inventory.refuse('stock_count_unknown', 'There is no such stock count',
      jsonb_build_object('field', 'stockCountId', 'stockCountId', p_stock_count_id));
  elsif v_count.status <> 'OPEN' then
    perform inventory.refuse('count_closed', format('The stock count is %s', lower(v_count.status)),
      jsonb_build_object('field', 'stockCountId', 'stockCountId', p_stock_count_id, 'status', v_count.status),
      'Start another stock count.');
  end if;
  return v_count.location_id;
end
$$;
comment on function inventory.open_count_location(uuid, uuid) is
  'The location of an OPEN stock count, which stays OPEN until the transaction ends. Refused by count_closed, stock_count_unknown.';

create or replace function inventory.tg_count_closed() returns trigger
language plpgsql security definer -- locking the count needs a right that the writer of lines does not have
set search_path = pg_catalog, pg_temp
as $$
declare
  v_blind boolean;
  v_now record;
begin
  perform inventory.check_tenant(new.tenant_id);
  new.location_id := inventory.open_count_location(new.tenant_id, new.stock_count_id);
  new.product_id := (
    select b.product_id from inventory.batches b where b.tenant_id = new.tenant_id and b.id = new.batch_id);
  if new.product_id is null then
    perform inventory.refuse('batch_unknown', 'There is no such batch',
      jsonb_build_object('field', 'batchId', 'batchId', new.batch_id));
  end if;

  v_blind := (select c.blind from inventory.stock_counts c where c.tenant_id = new.tenant_id and c.id = new.stock_count_id);

  -- One statement, so that the balance and what moved are of the same moment.
  select coalesce(bs.quantity, 0) as balance, coalesce(bs.sequence, 0) as sequence, f.entered, f.since,
    f.entered + inventory.goods_moved_since(new.tenant_id, new.batch_id, new.location_id, f.since) as counted into v_now
  from (
    -- What was entered since the figure was last set, and the earliest position at which a part of it was counted.
    select sum(e.base_quantity) as entered, min(e.sequence) as since
    from inventory.stock_count_entries e
    where e.tenant_id = new.tenant_id and e.stock_count_id = new.stock_count_id and e.batch_id = new.batch_id
      and e.entry_number >= coalesce((
        select max(s.entry_number) from inventory.stock_count_entries s
        where s.tenant_id = new.tenant_id and s.stock_count_id = new.stock_count_id and s.batch_id = new.batch_id
          and s.mode = 'SET'), 1)
      and not v_blind
    having not v_blind
    union all -- of a blind count the tally that others agreed with
    select t.quantity, t.sequence from inventory.stock_count_tallies t
    where t.tenant_id = new.tenant_id and t.stock_count_id = new.stock_count_id and t.batch_id = new.batch_id
      and t.tally_number = new.settled_tally
    union all
    select null, null where v_blind and new.settled_tally is null
  ) f
  left join inventory.batch_stock bs
    on bs.tenant_id = new.tenant_id and bs.batch_id = new.batch_id and bs.location_id = new.location_id;
  if exists ( -- after the look at the movements
    select from inventory.chain_anchors a
    where a.tenant_id = new.tenant_id and a.batch_id = new.batch_id and a.location_id = new.location_id
      and a.business_date <= inventory.archived_until(new.tenant_id) and a.sequence > v_now.since)
  then
    perform inventory.refuse_archived(new.tenant_id, format('What moved after movement %s of this batch is not known', v_now.since),
      jsonb_build_object('batchId', new.batch_id, 'sequence', v_now.since), 'Count this batch again.');
  end if;
  if v_now.counted < 0 then
    perform inventory.refuse('count_negative', format('%s counted, but %s have left since', v_now.entered, v_now.entered - v_now.counted),
      jsonb_build_object('batchId', new.batch_id, 'counted', v_now.entered, 'moved', v_now.counted - v_now.entered,
        'balance', v_now.balance),
      'Count this batch again.');
  elsif v_now.counted > inventory.largest_quantity() then
    perform inventory.refuse_quantity(null, v_now.counted, jsonb_build_object('batchId', new.batch_id));
  end if;

  if tg_op = 'INSERT' then
    new.version := 0;
    new.counted_by := null;
    new.counted_at := null;
    new.rebased_at := null;
    new.first_sequence := v_now.sequence;
    new.settled_tally := null;
    new.tolerance_percent := null;
  elsif v_blind and new.settled_tally is not distinct from old.settled_tally and new.version <> old.version then
    null; -- an entry: nothing is counted before the batch is settled
  elsif new.version <> old.version or new.settled_tally is distinct from old.settled_tally then
    new.counted_by := inventory.current_actor();
    new.counted_at := clock_timestamp();
  else
    new.rebased_at := clock_timestamp();
  end if;
  new.counted_quantity := v_now.counted;
  new.expected_quantity := v_now.balance;
  new.seen_sequence := v_now.sequence;
  return new;
end
$$;
comment on function inventory.tg_count_closed() is
  'Stamp: location, expected balance, seen sequence and figure of a count line; refuses lines and figures of a count that is not OPEN.';

drop trigger if exists _100_count_closed on inventory.stock_count_lines;
create trigger _100_count_closed before insert or update of version, rebased_at, settled_tally on inventory.stock_count_lines
  for each row execute function inventory.tg_count_closed();
comment on trigger _100_count_closed on inventory.stock_count_lines is
  E'A stock count accepts counted quantities only while it is OPEN.\nGuards: stock_count_unknown, batch_unknown, count_negative, quantity_too_large, movement_archived';
