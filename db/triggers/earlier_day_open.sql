-- Rule:      Days are closed in their order.
-- Why:       each checkpoint stands on the one before it; a gap would be a day that nobody vouches for.
-- Guards:    closed_days, INSERT: asked in tg_day_close (day_not_over); closed_days never change (below)
-- Locks:     the tenant's row
-- Not enforced against: the table owner and a superuser with the triggers disabled; an exported checkpoint still shows it.

create or replace function inventory.tg_earlier_day_open() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('earlier_day_open', 'A closed day stays closed',
    jsonb_build_object('operation', tg_op), 'Record what was forgotten today.');
  return null;
end
$$;
comment on function inventory.tg_earlier_day_open() is 'Refuses to open a closed day again.';

drop trigger if exists _300_earlier_day_open on inventory.closed_days;
create trigger _300_earlier_day_open before update or delete on inventory.closed_days
  for each row execute function inventory.tg_earlier_day_open();
alter table inventory.closed_days enable always trigger _300_earlier_day_open;
comment on trigger _300_earlier_day_open on inventory.closed_days is 'Days are closed in their order.';

drop trigger if exists _300_earlier_day_open__truncate on inventory.closed_days;
create trigger _300_earlier_day_open__truncate before truncate on inventory.closed_days
  for each statement execute function inventory.tg_earlier_day_open();
alter table inventory.closed_days enable always trigger _300_earlier_day_open__truncate;
comment on trigger _300_earlier_day_open__truncate on inventory.closed_days is 'Days are closed in their order.';
