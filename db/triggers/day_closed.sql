-- Rule:      A closed day takes no movement, and is closed once.
-- Why:       what was reported for it has left the house. Movements ask the tenant's last closed day; so that day
--            never goes back.
-- Guards:    tenants, UPDATE of last_closed_on to an earlier day or to none (closing moves it on; ledger_post.sql refuses
--            movements, the primary key of closed_days a second closing)
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_day_closed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('day_closed', format('%s is closed, and stays so', old.last_closed_on),
    jsonb_build_object('lastClosed', old.last_closed_on), 'Correct it by documents of today.');
  return null;
end
$$;
comment on function inventory.tg_day_closed() is 'Refuses to reopen a closed day.';

drop trigger if exists _300_day_closed on inventory.tenants;
create trigger _300_day_closed before update of last_closed_on on inventory.tenants
  for each row when (old.last_closed_on > new.last_closed_on or (old.last_closed_on is not null and new.last_closed_on is null))
  execute function inventory.tg_day_closed();
alter table inventory.tenants enable always trigger _300_day_closed;
comment on trigger _300_day_closed on inventory.tenants is 'A closed day takes no movement, and is closed once.';
