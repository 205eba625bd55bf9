-- Rule:      A blind count is posted when every batch that somebody counted is settled.
-- Why:       one person's quantity, which neither the books nor another person confirms, would change stock.
-- Guards:    stock_counts, UPDATE of status from OPEN to POSTED (illegal_transition refuses all others). Who has counted in it does
--            not post it, unless the tenant allows that or it is posted by itself, within the tolerance (self_approval)
-- Locks:     none; the UPDATE has locked the count, so no tally comes meanwhile
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_count_unsettled() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_open uuid[];
begin
  perform inventory.check_isolation(); -- an old snapshot has the tallies of before
  select array_agg(l.batch_id order by l.id) into v_open
  from inventory.stock_count_lines l
  where l.tenant_id = new.tenant_id and l.stock_count_id = new.id and l.version > 0 and l.settled_tally is null;
  if v_open is not null then
    perform inventory.refuse('count_unsettled',
      case cardinality(v_open) when 1 then '1 batch was counted and is not settled'
        else format('%s batches were counted and are not settled', cardinality(v_open)) end,
      jsonb_build_object('field', 'id', 'stockCountId', new.id, 'batchIds', v_open[:100]),
      'Submit what was counted; where nothing agrees, another person counts these batches again.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_count_unsettled() is
  'Refuses to post a blind count while a batch that somebody counted is not settled.';

create or replace function inventory.tg_count_self_approval() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_isolation();
  if exists (
      select from inventory.stock_count_entries e
      where e.tenant_id = new.tenant_id and e.stock_count_id = new.id and e.actor = inventory.current_actor())
    and not exists (select from inventory.tenants t where t.id = new.tenant_id and t.allow_self_approval)
  then
    perform inventory.refuse('self_approval', format('%s has counted in this and cannot approve it', inventory.current_actor()),
      jsonb_build_object('field', 'id', 'id', old.id, 'requestedBy', inventory.current_actor()), 'Another person must approve it.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_count_self_approval() is
  'Refuses that who has counted in a blind count posts it beyond the tolerance, unless the tenant allows that.';

drop trigger if exists _300_count_unsettled on inventory.stock_counts;
create trigger _300_count_unsettled before update of status on inventory.stock_counts
  for each row when (new.status = 'POSTED' and old.status = 'OPEN' and new.blind) execute function inventory.tg_count_unsettled();
alter table inventory.stock_counts enable always trigger _300_count_unsettled;
comment on trigger _300_count_unsettled on inventory.stock_counts is
  'A blind count is posted when every batch that somebody counted is settled.';

drop trigger if exists _300_self_approval on inventory.stock_counts;
create trigger _300_self_approval before update of status on inventory.stock_counts
  for each row when (new.status = 'POSTED' and old.status = 'OPEN' and new.blind and not new.automatic) execute function inventory.tg_count_self_approval();
alter table inventory.stock_counts enable always trigger _300_self_approval;
comment on trigger _300_self_approval on inventory.stock_counts is
  'A document is not approved by the actor who requested it, unless the tenant allows that.';
