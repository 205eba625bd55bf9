-- Stamp: the actor, time and configuration of a sync run; when its source is next due.
--
-- Schedule:  after a successful import the source is due after its interval. An export is followed by the import at once,
--            or after a minute if the process dies in between. Runs by hand and dry runs do not move the schedule.
-- Back-off:  after a failure 1, 2, 4 ... minutes, up to the source's interval or an hour, whichever is longer. A
--            success clears only failures of its own direction; one by hand counts too.
-- Died:      a scheduled run counts as failed from its start on, until its end says otherwise. So a run that never ends,
--            because its process died, is followed by the next with the same growing delay.
-- Rights:    security definer (start and end of a run): the app role may not set when a source is due.

create or replace function inventory.sync_delay(p_failures integer, p_interval_minutes integer) returns interval
language sql immutable
begin atomic
  select make_interval(mins => least((2 ^ least(p_failures - 1, 20))::integer, greatest(p_interval_minutes, 60)));
end;
comment on function inventory.sync_delay(integer, integer) is
  'After how long a sync source is due again once so many of its runs have failed: 1, 2, 4 ... minutes, up to its interval or an hour.';

create or replace function inventory.tg_sync_run_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_end record;
begin
  new.started_at := clock_timestamp();
  new.actor := inventory.current_actor();
  -- The one that the run read, which may have been edited since; never one to come. The foreign key refuses a run of no source.
  new.configuration := coalesce(least(new.configuration, (
    select s.configuration from inventory.sync_sources s where s.tenant_id = new.tenant_id and s.id = new.source_id)), 1);
  select e.run_id, e.failure into v_end
  from inventory.sync_runs r left join inventory.sync_run_ends e on e.tenant_id = r.tenant_id and e.run_id = r.id
  where r.tenant_id = new.tenant_id and r.id = new.dry_run_id and r.dry_run and r.source_id = new.source_id
    and r.direction = new.direction and r.configuration = new.configuration and not new.dry_run;
  if new.dry_run_id is not null and (v_end.run_id is null or v_end.failure is not null) then
    perform inventory.refuse('sync_run_unknown', case
        when not found then format('There is no dry run %s of this source, this direction and its present configuration', new.dry_run_id)
        else format('The dry run %s has not looked at all rows: %s', new.dry_run_id, coalesce(v_end.failure, 'it is under way, or was interrupted')) end,
      jsonb_build_object('field', 'dryRunId', 'dryRunId', new.dry_run_id), 'Make a dry run, and name it when you run the source.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_sync_run_stamp() is 'Stamp: the actor, start and configuration of a sync run.';

drop trigger if exists _100_stamp on inventory.sync_runs;
create trigger _100_stamp before insert on inventory.sync_runs
  for each row execute function inventory.tg_sync_run_stamp();
comment on trigger _100_stamp on inventory.sync_runs is
  E'Stamp: the actor, start and configuration of a sync run; the dry run that it names.\nGuards: sync_run_unknown';

create or replace function inventory.tg_sync_run_due() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_died record;
begin
  if new.dry_run or new.trigger <> 'SCHEDULED' then
    return null;
  end if;
  -- The scheduled run before this one, if it has no end; an edit of the source clears it, as it clears other failures.
  select r.direction into v_died
  from (
    select r.id, r.direction, r.started_at from inventory.sync_runs r
    where r.tenant_id = new.tenant_id and r.source_id = new.source_id and r.id < new.id and r.trigger = 'SCHEDULED' and not r.dry_run
    order by r.id desc limit 1) r
  where not exists (select from inventory.sync_run_ends e where e.tenant_id = new.tenant_id and e.run_id = r.id)
    and r.started_at >= (
      select s.updated_at from inventory.sync_sources s where s.tenant_id = new.tenant_id and s.id = new.source_id);
  update inventory.sync_sources s set
    failures = s.failures + case when v_died.direction is null then 0 else 1 end,
    failed_direction = coalesce(v_died.direction, s.failed_direction),
    next_run_at = new.started_at + inventory.sync_delay(
      s.failures + case when v_died.direction is null then 1 else 2 end, s.interval_minutes)
  where s.tenant_id = new.tenant_id and s.id = new.source_id;
  return null;
end
$$;
comment on function inventory.tg_sync_run_due() is 'Stamp: the start of a scheduled sync run books its failure, should it never end.';

drop trigger if exists _500_due on inventory.sync_runs;
create trigger _500_due after insert on inventory.sync_runs
  for each row execute function inventory.tg_sync_run_due();
comment on trigger _500_due on inventory.sync_runs is 'Stamp: the start of a scheduled sync run books its failure, should it never end.';

create or replace function inventory.tg_sync_run_end() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_run record;
  v_next timestamptz;
begin
  select r.source_id, r.direction, r.trigger,
    case when new.failure is not null and r.trigger = 'MANUAL' then o.failures
      when new.failure is not null then o.failures + 1
      when o.failed_direction is distinct from r.direction then o.failures else 0 end as failures,
    case when new.failure is not null and r.trigger = 'SCHEDULED' then r.direction else o.failed_direction end as failed_direction,
    o.interval_minutes
  into v_run
  from inventory.sync_runs r
  join inventory.sync_sources o on o.tenant_id = new.tenant_id and o.id = r.source_id
  where r.tenant_id = new.tenant_id and r.id = new.run_id and not r.dry_run
  for no key update of o;
  if found then
    v_next := new.ended_at + case
      when new.failure is null and v_run.direction = 'EXPORT' then interval '1 minute'
      when new.failure is null then make_interval(mins => v_run.interval_minutes)
      else inventory.sync_delay(v_run.failures, v_run.interval_minutes) end;
    update inventory.sync_sources s set
      last_run_at = new.ended_at,
      failures = v_run.failures,
      failed_direction = case when v_run.failures > 0 then v_run.failed_direction end,
      next_run_at = case when v_run.trigger = 'MANUAL' then s.next_run_at else v_next end
    where s.tenant_id = new.tenant_id and s.id = v_run.source_id;
  end if;
  return null;
end
$$;
comment on function inventory.tg_sync_run_end() is 'Stamp: at the end of a sync run, when its source is next due.';

-- AFTER: an end that is refused, or skipped by ON CONFLICT, must not move the schedule.
drop trigger if exists _500_due on inventory.sync_run_ends;
create trigger _500_due after insert on inventory.sync_run_ends
  for each row execute function inventory.tg_sync_run_end();
comment on trigger _500_due on inventory.sync_run_ends is 'Stamp: at the end of a sync run, when its source is next due.';

create or replace function inventory.tg_sync_run_ended_at() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.ended_at := clock_timestamp();
  return new;
end
$$;
comment on function inventory.tg_sync_run_ended_at() is 'Stamp: the end time of a sync run.';

drop trigger if exists _100_stamp on inventory.sync_run_ends;
create trigger _100_stamp before insert on inventory.sync_run_ends
  for each row execute function inventory.tg_sync_run_ended_at();
comment on trigger _100_stamp on inventory.sync_run_ends is 'Stamp: the end time of a sync run.';
