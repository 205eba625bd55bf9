-- Ledger step: posting a stock count writes a COUNT movement for each line whose quantity differs from the balance.
--
-- Rule:      A stock count is posted only if nothing has moved since its quantities were recorded.
-- Why:       a variance against an old balance would undo the sales since.
-- Guards:    stock_counts, UPDATE of status to POSTED: the seen sequence of each counted line is its chain's last
-- Locks:     the count (by the UPDATE), the batches of which more was counted than expected, then stock_levels by (tenant,
--            product, location), then batch_stock
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_count_outdated() returns trigger
language plpgsql security definer -- the app role writes documents, not movements
set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
  v_outdated jsonb;
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.lock_batches(new.tenant_id, array_agg(l.batch_id))
  from inventory.stock_count_lines l
  where l.tenant_id = new.tenant_id and l.stock_count_id = new.id and l.counted_quantity > l.expected_quantity;
  perform inventory.lock_stock(new.tenant_id, array_agg(l.product_id), array_agg(l.location_id), p_make => true)
  from inventory.stock_count_lines l
  where l.tenant_id = new.tenant_id and l.stock_count_id = new.id and l.counted_quantity is not null;

  select jsonb_agg(jsonb_build_object('batchId', l.batch_id, 'expected', l.expected_quantity, 'counted', l.counted_quantity,
    'seenSequence', l.seen_sequence, 'sequence', bs.sequence, 'balance', bs.quantity, 'movements', (
      select jsonb_agg(jsonb_build_object('kind', m.kind, 'quantity', m.quantity, 'sequence', m.sequence,
        'recordedAt', inventory.utc_text(m.recorded_at), 'actor', m.actor) order by m.sequence)
      from (select * from inventory.movements m
            where m.tenant_id = l.tenant_id and m.batch_id = l.batch_id and m.location_id = l.location_id
              and m.sequence > l.seen_sequence order by m.sequence limit 20) m)) order by l.id)
  into v_outdated
  from inventory.stock_count_lines l
  join inventory.batch_stock bs on bs.tenant_id = l.tenant_id and bs.batch_id = l.batch_id and bs.location_id = l.location_id
  where l.tenant_id = new.tenant_id and l.stock_count_id = new.id and l.counted_quantity is not null
    and bs.sequence <> l.seen_sequence;
  if v_outdated is not null then
    perform inventory.refuse('count_outdated',
      case jsonb_array_length(v_outdated) when 1 then '1 batch has moved since it was counted'
        else format('%s batches have moved since they were counted', jsonb_array_length(v_outdated)) end,
      jsonb_build_object('stockCountId', new.id, 'lines', v_outdated),
      'Rebase the stock count, which adds the goods that moved since, or count these batches again.');
  end if;

  for v_line in
    select l.id, l.product_id, l.batch_id, l.location_id, l.counted_quantity - l.expected_quantity as variance
    from inventory.stock_count_lines l
    where l.tenant_id = new.tenant_id and l.stock_count_id = new.id and l.counted_quantity <> l.expected_quantity
    order by l.product_id, l.location_id, l.id
  loop
    perform inventory.refuse_voided_batch(new.tenant_id, v_line.batch_id);
    perform inventory.move_batch(new.tenant_id, v_line.product_id, v_line.batch_id, v_line.location_id, v_line.variance,
      new.post_reason, 'COUNT', 'STOCK_COUNT', new.id, v_line.id);
  end loop;
  return null;
end
$$;
comment on function inventory.tg_count_outdated() is
  'Ledger step: writes the COUNT movements of a posted stock count; refuses lines whose batch moved since they were recorded.';

drop trigger if exists _500_count_outdated on inventory.stock_counts;
create trigger _500_count_outdated after update of status on inventory.stock_counts
  for each row when (new.status = 'POSTED') execute function inventory.tg_count_outdated();
comment on trigger _500_count_outdated on inventory.stock_counts is
  E'A stock count is posted only if nothing has moved since its quantities were recorded.\nGuards: reserved_exceeds_stock, batch_voided';
