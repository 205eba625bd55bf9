-- Stamp: who brings a file in, and when; when that ended.

create or replace function inventory.tg_import_run_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.started_at := clock_timestamp();
  new.actor := inventory.current_actor();
  return new;
end
$$;
comment on function inventory.tg_import_run_stamp() is 'Stamp: the actor and start of an import.';

drop trigger if exists _100_stamp on inventory.import_runs;
create trigger _100_stamp before insert on inventory.import_runs
  for each row execute function inventory.tg_import_run_stamp();
comment on trigger _100_stamp on inventory.import_runs is 'Stamp: the actor and start of an import.';

create or replace function inventory.tg_import_run_end_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.ended_at := clock_timestamp();
  return new;
end
$$;
comment on function inventory.tg_import_run_end_stamp() is 'Stamp: the end time of an import.';

drop trigger if exists _100_stamp on inventory.import_run_ends;
create trigger _100_stamp before insert on inventory.import_run_ends
  for each row execute function inventory.tg_import_run_end_stamp();
comment on trigger _100_stamp on inventory.import_run_ends is 'Stamp: the end time of an import.';
