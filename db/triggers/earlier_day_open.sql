-- Rule:      Days are closed in order, and stay closed.
-- Why:       each checkpoint includes the one before it; a gap would be a day that no checkpoint covers.
-- Guards:    closed_days: INSERT in closed_day_stamp.sql; UPDATE, DELETE and TRUNCATE here
-- Locks:     the tenant's row
-- Not enforced against: the table owner and a superuser with the triggers disabled; an exported checkpoint shows it afterwards.

create or replace function inventory.tg_earlier_day_open() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('earlier_day_open', 'A closed day stays closed',
    jsonb_build_object('operation', tg_op), 'Correct it with a document of today.');
  return null;
end
$$;
comment on function inventory.tg_earlier_day_open() is 'Refuses to open a closed day again.';

drop trigger if exists _300_earlier_day_open on inventory.closed_days;
create trigger _300_earlier_day_open before update or delete on inventory.closed_days
  for each row execute function inventory.tg_earlier_day_open();
alter table inventory.closed_days enable always trigger _300_earlier_day_open;
comment on trigger _300_earlier_day_open on inventory.closed_days is 'Days are closed in order, and stay closed.';

drop trigger if exists _300_earlier_day_open__truncate on inventory.closed_days;
create trigger _300_earlier_day_open__truncate before truncate on inventory.closed_days
  for each statement execute function inventory.tg_earlier_day_open();
alter table inventory.closed_days enable always trigger _300_earlier_day_open__truncate;
comment on trigger _300_earlier_day_open__truncate on inventory.closed_days is 'Days are closed in order, and stay closed.';
