-- Rule:      In a blind count a batch is counted again by another person than the one who counted it last, and nobody alone changes its
--            stock twice in a row.
-- Why:       one person alone could try quantities until the books agree, and so learn what is expected; or take a little out of
--            stock with each count, every time within the tolerance.
-- Guards:    stock_count_entries and stock_count_tallies, INSERT: the last tally of the batch there, in any blind count that is
--            OPEN and has not settled it, is another actor's. Only a manager cancels a blind count (role_policy): each new count
--            would be another try. stock_counts, UPDATE to POSTED of one that posts itself: no batch whose stock it changes was
--            settled by the person whose quantity changed it in an earlier count that posted itself, unless in between somebody posted
--            a count of it, or another person settled it. Such a count stays OPEN and waits for a manager (count_settle)
-- Locks:     none; the stamps have locked the line, and who posts a count (post_settled_count) the stock levels of its batches
-- Not enforced against: the table owner and a superuser with the trigger disabled; a person who can get tokens for two actors.

create or replace function inventory.tg_count_repeated() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_last text := (
    select t.actor
    from inventory.stock_count_lines n
    join inventory.stock_count_lines l
      on l.tenant_id = n.tenant_id and l.batch_id = n.batch_id and l.location_id = n.location_id and l.settled_tally is null
    join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id and c.status = 'OPEN'
    join inventory.stock_count_tallies t
      on t.tenant_id = l.tenant_id and t.stock_count_id = l.stock_count_id and t.batch_id = l.batch_id
    where n.tenant_id = new.tenant_id and n.stock_count_id = new.stock_count_id and n.batch_id = new.batch_id
      and exists (select from inventory.stock_counts b where b.tenant_id = n.tenant_id and b.id = n.stock_count_id and b.blind)
    order by t.recorded_at desc, t.tally_number desc limit 1);
begin
  if v_last = new.actor then
    perform inventory.refuse('count_repeated', format('%s has counted this batch; somebody else counts it again', v_last),
      jsonb_build_object('field', coalesce('lines[' || (to_jsonb(new) ->> 'line_number')::integer - 1 || '].', '') || 'batchId',
        'stockCountId', new.stock_count_id, 'batchId', new.batch_id),
      'Another person must count it.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_count_repeated() is 'Refuses that a person counts a batch of a blind count twice in a row.';

drop trigger if exists _300_count_repeated on inventory.stock_count_entries;
create trigger _300_count_repeated before insert on inventory.stock_count_entries
  for each row execute function inventory.tg_count_repeated();
alter table inventory.stock_count_entries enable always trigger _300_count_repeated;
comment on trigger _300_count_repeated on inventory.stock_count_entries is
  'In a blind count a batch is counted again by another person than the one who counted it last, and nobody alone changes its stock twice in a row.';

drop trigger if exists _300_count_repeated on inventory.stock_count_tallies;
create trigger _300_count_repeated before insert on inventory.stock_count_tallies
  for each row execute function inventory.tg_count_repeated();
alter table inventory.stock_count_tallies enable always trigger _300_count_repeated;
comment on trigger _300_count_repeated on inventory.stock_count_tallies is
  'In a blind count a batch is counted again by another person than the one who counted it last, and nobody alone changes its stock twice in a row.';

create or replace function inventory.tg_count_repeated_alone() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_found record;
begin
  perform inventory.check_isolation(); -- an old snapshot has the counts of before
  select l.batch_id, b.batch_number, t.actor, e.id, inventory.business_date(n.time_zone, e.posted_at) as counted_on into v_found
  from inventory.stock_count_lines l
  join inventory.tenants n on n.id = l.tenant_id
  join inventory.batches b on b.tenant_id = l.tenant_id and b.id = l.batch_id
  join inventory.stock_count_tallies t
    on t.tenant_id = l.tenant_id and t.stock_count_id = l.stock_count_id and t.batch_id = l.batch_id and t.tally_number = l.settled_tally
  cross join lateral (
    -- The last count of the batch there, without those in which this person found what the books said.
    select c.id, c.posted_at, c.automatic and a.actor = t.actor as alone
    from inventory.stock_count_lines k
    join inventory.stock_counts c on c.tenant_id = k.tenant_id and c.id = k.stock_count_id and c.status = 'POSTED'
    left join inventory.stock_count_tallies a
      on a.tenant_id = k.tenant_id and a.stock_count_id = k.stock_count_id and a.batch_id = k.batch_id and a.tally_number = k.settled_tally
    where k.tenant_id = l.tenant_id and k.batch_id = l.batch_id and k.location_id = l.location_id and k.stock_count_id <> l.stock_count_id
      and k.counted_quantity is not null
      and (a.actor = t.actor and c.automatic and k.counted_quantity = k.expected_quantity) is not true
    order by c.posted_at desc limit 1) e
  where l.tenant_id = new.tenant_id and l.stock_count_id = new.id and l.counted_quantity <> l.expected_quantity and e.alone
  order by l.id limit 1;
  if found then
    perform inventory.refuse('count_repeated',
      format('%s alone has changed the stock of batch %s in the count of %s, too', v_found.actor, v_found.batch_number, v_found.counted_on),
      jsonb_build_object('field', 'id', 'stockCountId', new.id, 'batchId', v_found.batch_id, 'batchNumber', v_found.batch_number,
        'earlierStockCountId', v_found.id, 'countedOn', v_found.counted_on),
      'A manager who has not counted in it posts it (postStockCount).');
  end if;
  return new;
end
$$;
comment on function inventory.tg_count_repeated_alone() is
  'Refuses that a blind count posts itself where one person''s quantity changes the stock of a batch a second time, and nobody else has settled it or posted a count of it in between.';

drop trigger if exists _300_count_repeated on inventory.stock_counts;
create trigger _300_count_repeated before update of status on inventory.stock_counts
  for each row when (new.status = 'POSTED' and old.status = 'OPEN' and new.automatic) execute function inventory.tg_count_repeated_alone();
alter table inventory.stock_counts enable always trigger _300_count_repeated;
comment on trigger _300_count_repeated on inventory.stock_counts is
  'In a blind count a batch is counted again by another person than the one who counted it last, and nobody alone changes its stock twice in a row.';
