-- Ledger step: a tally settles its batch where it agrees, within the tolerance of the product's class, with the books or with a
-- tally of another person, each brought to the present by the goods that moved since. When every line of the count is settled
-- and within its tolerance of the books, the count is posted.
--
-- Why here:  who counts decides neither whether two quantities agree nor whether the count is posted. Settled batches whose
--            variance is beyond the tolerance wait for somebody who has not counted (count_unsettled, self_approval).
-- Locks:     the count and the lines (by the stamp); to post, batches, stock_levels and batch_stock as stock_count_post does,
--            before the last look at the balances: a sale that goes on is in them, or waits.
-- Rights:    security definer: the app role settles nothing.

create or replace function inventory.count_figure(p_tenant_id uuid, p_batch_id uuid, p_location_id uuid, p_quantity bigint, p_sequence bigint)
returns bigint language sql stable
begin atomic
  select p_quantity + inventory.goods_moved_since(p_tenant_id, p_batch_id, p_location_id, p_sequence)
  where not exists (
    select from inventory.chain_anchors a
    where a.tenant_id = p_tenant_id and a.batch_id = p_batch_id and a.location_id = p_location_id
      and a.business_date <= inventory.archived_until(p_tenant_id) and a.sequence > p_sequence);
end;
comment on function inventory.count_figure(uuid, uuid, uuid, bigint, bigint) is
  'A quantity that was counted at a position of a chain, with the goods that moved since; null where what moved since is archived.';

create or replace function inventory.post_settled_count(p_tenant_id uuid, p_stock_count_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_now timestamptz;
begin
  if exists (
    select from inventory.stock_count_lines l
    where l.tenant_id = p_tenant_id and l.stock_count_id = p_stock_count_id and l.settled_tally is null)
  then
    return;
  end if;
  perform inventory.lock_batches(p_tenant_id, array_agg(l.batch_id))
  from inventory.stock_count_lines l
  where l.tenant_id = p_tenant_id and l.stock_count_id = p_stock_count_id and l.counted_quantity > l.expected_quantity;
  perform inventory.lock_stock(p_tenant_id, array_agg(l.product_id), array_agg(l.location_id), p_make => true)
  from inventory.stock_count_lines l where l.tenant_id = p_tenant_id and l.stock_count_id = p_stock_count_id;
  v_now := clock_timestamp();
  update inventory.stock_count_lines l set rebased_at = v_now
  from inventory.batch_stock bs
  where l.tenant_id = p_tenant_id and l.stock_count_id = p_stock_count_id
    and bs.tenant_id = p_tenant_id and bs.batch_id = l.batch_id and bs.location_id = l.location_id
    and bs.sequence <> l.seen_sequence;
  if not exists (
    select from inventory.stock_count_lines l
    where l.tenant_id = p_tenant_id and l.stock_count_id = p_stock_count_id
      and not inventory.counts_agree(l.counted_quantity, l.expected_quantity, l.tolerance_percent))
  then
    update inventory.stock_counts c set status = 'POSTED', automatic = true, post_reason = 'Each batch is within its tolerance'
    where c.tenant_id = p_tenant_id and c.id = p_stock_count_id;
  end if;
exception when check_violation then
  null; -- a rule refuses it (a promise would not be met, say): what was counted stays, and a manager decides
end
$$;
comment on function inventory.post_settled_count(uuid, uuid) is
  'Posts a blind count whose lines are all settled and within their tolerances of the books; does nothing otherwise, or where a rule refuses the posting.';

create or replace function inventory.tg_count_settle() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_tally record;
  v_counts record;
  -- Citus takes no UPDATE that calls these.
  v_now timestamptz;
  v_actor constant text := inventory.current_actor();
begin
  for v_tally in
    select t.*, l.location_id, k.percent
    from new_rows t
    join inventory.stock_count_lines l
      on l.tenant_id = t.tenant_id and l.stock_count_id = t.stock_count_id and l.batch_id = t.batch_id
    join (
      select g.tenant_id, p.product_id, p.percent
      from (
        select n.tenant_id, array_agg(b.product_id) as product_ids
        from new_rows n join inventory.batches b on b.tenant_id = n.tenant_id and b.id = n.batch_id group by 1) g
      cross join lateral inventory.count_tolerances(g.tenant_id, g.product_ids) p) k
      on k.tenant_id = l.tenant_id and k.product_id = l.product_id
    order by t.stock_count_id, t.batch_id
  loop
    perform inventory.check_tenant(v_tally.tenant_id);
    update inventory.stock_count_lines l set settled_tally = v_tally.tally_number, tolerance_percent = v_tally.percent
    where l.tenant_id = v_tally.tenant_id and l.stock_count_id = v_tally.stock_count_id and l.batch_id = v_tally.batch_id
      and exists (
        select
        from (select inventory.count_figure(l.tenant_id, l.batch_id, l.location_id, v_tally.quantity, v_tally.sequence) as figure) f
        where f.figure >= 0 and (
          inventory.counts_agree(f.figure, coalesce((
            select bs.quantity from inventory.batch_stock bs
            where bs.tenant_id = l.tenant_id and bs.batch_id = l.batch_id and bs.location_id = l.location_id), 0), v_tally.percent)
          or exists (
            select from inventory.stock_count_tallies o
            where o.tenant_id = l.tenant_id and o.stock_count_id = l.stock_count_id and o.batch_id = l.batch_id
              and o.actor <> v_tally.actor
              and inventory.counts_agree(f.figure,
                inventory.count_figure(l.tenant_id, l.batch_id, l.location_id, o.quantity, o.sequence), v_tally.percent))));
  end loop;
  for v_counts in select distinct t.tenant_id, t.stock_count_id from new_rows t order by 1, 2 loop
    perform inventory.post_settled_count(v_counts.tenant_id, v_counts.stock_count_id);
    v_now := clock_timestamp();
    update inventory.stock_counts c set settled_at = v_now, settled_by = v_actor
    where c.tenant_id = v_counts.tenant_id and c.id = v_counts.stock_count_id and c.status = 'OPEN' and not exists (
      select from inventory.stock_count_lines l
      where l.tenant_id = c.tenant_id and l.stock_count_id = c.id and l.settled_tally is null);
  end loop;
  return null;
end
$$;
comment on function inventory.tg_count_settle() is
  'Ledger step: settles the batches of new tallies that agree with the books or another person, and posts a count that is settled within its tolerance; one beyond it waits for an approval from then on.';

drop trigger if exists _500_settle on inventory.stock_count_tallies;
create trigger _500_settle after insert on inventory.stock_count_tallies
  referencing new table as new_rows for each statement execute function inventory.tg_count_settle();
comment on trigger _500_settle on inventory.stock_count_tallies is
  'Ledger step: settles the batches of new tallies that agree with the books or another person, and posts a count that is settled within its tolerance; one beyond it waits for an approval from then on.';
