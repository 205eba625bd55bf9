-- Stamp: who brings a file in, and when; when that ended.
--
-- Guards:    import_runs, INSERT: import_run_unknown. A run that names a dry run is of the same file, read in the same way, since a
--            row's number says which row was shown. It has ended without a failure: else it has not shown all rows.

create or replace function inventory.tg_import_run_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_shown inventory.import_runs;
  v_end record;
begin
  new.started_at := clock_timestamp();
  new.actor := inventory.current_actor();
  if new.dry_run_id is not null then
    select r.* into v_shown from inventory.import_runs r where r.tenant_id = new.tenant_id and r.id = new.dry_run_id;
    if not coalesce(v_shown.dry_run, false) or new.dry_run then
      perform inventory.refuse('import_run_unknown', case when new.dry_run then 'A dry run brings in what no other has shown'
          else format('There is no dry run %s', new.dry_run_id) end,
        jsonb_build_object('field', 'dryRunId', 'dryRunId', new.dry_run_id), 'Check the file first, and name that run when you bring it in.');
    elsif v_shown.kind <> new.kind or v_shown.file_hash <> new.file_hash then
      perform inventory.refuse('import_run_unknown', format('The dry run %s is of another file: %s, %s', v_shown.id, v_shown.kind, v_shown.file_name),
        jsonb_build_object('field', 'dryRunId', 'dryRunId', new.dry_run_id), 'Check this file first, and name that run when you bring it in.');
    elsif v_shown.reading <> new.reading then
      perform inventory.refuse('import_run_unknown', format('The dry run %s has read the file in another way', v_shown.id),
        jsonb_build_object('field', 'dryRunId', 'dryRunId', new.dry_run_id),
        'Give the columns, the values of every row and the forms of numbers and days as the dry run had them, or check the file again.');
    end if;
    select e.run_id, e.failure into v_end from inventory.import_run_ends e where e.tenant_id = new.tenant_id and e.run_id = v_shown.id;
    if v_end.run_id is null or v_end.failure is not null then
      perform inventory.refuse('import_run_unknown', format('The dry run %s has not looked at all rows: %s', v_shown.id,
          coalesce(v_end.failure, 'it is under way, or was interrupted')),
        jsonb_build_object('field', 'dryRunId', 'dryRunId', new.dry_run_id), 'Check the file again, and name that run when you bring it in.');
    end if;
  end if;
  return new;
end
$$;
comment on function inventory.tg_import_run_stamp() is 'Stamp: the actor and start of an import.';

drop trigger if exists _100_stamp on inventory.import_runs;
create trigger _100_stamp before insert on inventory.import_runs
  for each row execute function inventory.tg_import_run_stamp();
comment on trigger _100_stamp on inventory.import_runs is
  E'Stamp: the actor and start of an import; the dry run that it names.\nGuards: import_run_unknown';

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
