-- Rule:      A closed day accepts no movement, and is closed once.
-- Why:       its figures have been reported. Movements are compared with the tenant's last closed day, so that day must
--            never move back.
-- Guards:    tenants, UPDATE of last_closed_on to an earlier day or to none. ledger_post.sql refuses movements, and the
--            primary key of closed_days refuses a second closing
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_day_closed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('day_closed', format('%s is closed and cannot be opened again', old.last_closed_on),
    jsonb_build_object('lastClosed', old.last_closed_on), 'Correct it with a document of today.');
  return null;
end
$$;
comment on function inventory.tg_day_closed() is 'Refuses to reopen a closed day.';

drop trigger if exists _300_day_closed on inventory.tenants;
create trigger _300_day_closed before update of last_closed_on on inventory.tenants
  for each row when (old.last_closed_on > new.last_closed_on or (old.last_closed_on is not null and new.last_closed_on is null))
  execute function inventory.tg_day_closed();
alter table inventory.tenants enable always trigger _300_day_closed;
comment on trigger _300_day_closed on inventory.tenants is 'A closed day accepts no movement, and is closed once.';
