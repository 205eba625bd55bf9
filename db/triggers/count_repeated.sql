-- Rule:      In a blind count a batch is counted again by another person than the one who counted it last.
-- Why:       one person alone could try quantities until the books agree, and so learn what is expected.
-- Guards:    stock_count_entries and stock_count_tallies, INSERT: the last tally of the batch there, in any blind count that is
--            OPEN and has not settled it, is another actor's. Only a manager cancels a blind count (role_policy): each new count
--            would be another try
-- Locks:     none; the stamps have locked the line
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
  'In a blind count a batch is counted again by another person than the one who counted it last.';

drop trigger if exists _300_count_repeated on inventory.stock_count_tallies;
create trigger _300_count_repeated before insert on inventory.stock_count_tallies
  for each row execute function inventory.tg_count_repeated();
alter table inventory.stock_count_tallies enable always trigger _300_count_repeated;
comment on trigger _300_count_repeated on inventory.stock_count_tallies is
  'In a blind count a batch is counted again by another person than the one who counted it last.';
