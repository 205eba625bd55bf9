-- Rule:      A tenant's time zone is changed only while no day is closed and nothing has moved on a day that has not begun in the new zone.
-- Why:       a day is closed when it is over in its zone, and its checkpoint counts on that. A movement of tomorrow would hold up every
--            document of today.
-- Guards:    tenants, UPDATE of time_zone; a zone that PostgreSQL does not know is refused by value_unknown. A known one gets the
--            spelling of the IANA database
-- Locks:     the tenant's row (by the UPDATE), then movements (share mode): no transaction is left that took its date from the old
--            zone, and none begins before this one ends. This is
--            tried for 5 seconds and then refused; no writer waits meanwhile
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.stop_ledger_writers() returns void
language plpgsql volatile security definer -- only who may change movements may lock them; nobody changes them
set search_path = pg_catalog, pg_temp
as $$
declare
  v_deadline constant timestamptz := clock_timestamp() + interval '5 seconds';
begin
  loop
    begin
      -- Tried again instead of waited for: behind a lock that waits, the writers of every tenant would wait too.
      lock table inventory.movements in share mode nowait;
      return;
    exception when lock_not_available then
      if clock_timestamp() > v_deadline then
        raise;
      end if;
    end;
    perform pg_sleep(0.01);
  end loop;
end
$$;
comment on function inventory.stop_ledger_writers() is
  'Waits for the transactions that have written movements, and lets no other one write them before this transaction ends.';

create or replace function inventory.tg_time_zone_fixed() returns trigger
language plpgsql security definer -- it locks the ledger
set search_path = pg_catalog, pg_temp
as $$
declare
  v_zone constant text := (
    select z.name from pg_timezone_names z
    where lower(z.name) = lower(new.time_zone) and not inventory.is_pseudo_zone(z.name) order by z.name limit 1);
  v_facts jsonb := jsonb_build_object('field', 'timeZone', 'timeZone', coalesce(v_zone, new.time_zone), 'current', old.time_zone);
  v_today date;
  v_latest date;
  v_begins timestamptz;
begin
  perform inventory.check_isolation();
  if v_zone is null then
    perform inventory.refuse('value_unknown', format('There is no time zone %s', new.time_zone), v_facts,
      'Give a name of the IANA time zone database, such as Europe/London.');
  elsif old.last_closed_on is not null then
    perform inventory.refuse('time_zone_fixed', format('Days are closed up to %s, by the time zone %s', old.last_closed_on, old.time_zone),
      v_facts || jsonb_build_object('lastClosed', old.last_closed_on),
      'Keep this time zone. For the other one, create another tenant and receive the stock there.');
  end if;
  new.time_zone := v_zone;
  begin
    perform inventory.stop_ledger_writers();
  exception when lock_not_available then
    perform inventory.refuse('time_zone_fixed', 'Stock is being moved at this moment', v_facts, 'Try again.');
  end;
  v_today := inventory.business_date(v_zone, clock_timestamp());
  select max(d.business_date) into v_latest from inventory.daily_stock d where d.tenant_id = new.id;
  if v_latest > v_today then
    v_begins := v_latest::timestamp at time zone v_zone;
    perform inventory.refuse('time_zone_fixed',
      format('Stock has moved on %s, and in %s it is %s', v_latest, v_zone, v_today),
      v_facts || jsonb_build_object('latest', v_latest, 'today', v_today, 'possibleFrom', inventory.utc_text(v_begins)),
      format('Try again from %s on, when %s has begun in %s.', inventory.utc_text(v_begins), v_latest, v_zone));
  end if;
  return new;
end
$$;
comment on function inventory.tg_time_zone_fixed() is
  'Refuses a time zone that is unknown, and one in which days that are closed, or on which stock has moved, would be others.';

drop trigger if exists _300_time_zone_fixed on inventory.tenants;
create trigger _300_time_zone_fixed before update of time_zone on inventory.tenants
  for each row when (new.time_zone is distinct from old.time_zone) execute function inventory.tg_time_zone_fixed();
alter table inventory.tenants enable always trigger _300_time_zone_fixed;
comment on trigger _300_time_zone_fixed on inventory.tenants is
  E'A tenant''s time zone is changed only while no day is closed and nothing has moved on a day that has not begun in the new zone.\nGuards: value_unknown';
