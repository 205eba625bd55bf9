-- Stamp: a sync source is due at once when it is switched on; each edit increments the version and clears earlier failures.
--
-- Configuration: counts the edits of what a run reads and writes, so that a dry run belongs to one. Such an edit takes back
--            the dry run that was named before, and switches the source off (sync_dry_run_missing).

create or replace function inventory.tg_sync_source_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.updated_at := clock_timestamp();
  new.failures := 0;
  new.failed_direction := null;
  if tg_op = 'INSERT' then
    new.created_at := new.updated_at;
    new.last_run_at := null;
    new.next_run_at := new.updated_at;
    new.version := 1;
    new.configuration := 1;
    return new;
  end if;
  new.version := old.version + 1;
  new.configuration := old.configuration;
  if (new.path, new.table_name, new.key_column, new.status_column, new.in_stock_values, new.sold_values, new.export_value,
      new.quantity_column, new.last_date_column, new.last_date_format, new.allow_computed, new.location_id, new.mappings)
    is distinct from
     (old.path, old.table_name, old.key_column, old.status_column, old.in_stock_values, old.sold_values, old.export_value,
      old.quantity_column, old.last_date_column, old.last_date_format, old.allow_computed, old.location_id, old.mappings)
  then
    new.configuration := old.configuration + 1;
    new.enabled := new.enabled and not old.enabled; -- switching it on with an edit is refused, not forgotten
    new.dry_run_id := nullif(new.dry_run_id, old.dry_run_id);
  end if;
  -- After a source is repaired or switched on, it should run at once.
  if old.failures > 0 or (new.enabled and not old.enabled) then
    new.next_run_at := new.updated_at;
  elsif new.interval_minutes <> old.interval_minutes then
    new.next_run_at := coalesce(old.last_run_at + make_interval(mins => new.interval_minutes), new.updated_at);
  end if;
  return new;
end
$$;
comment on function inventory.tg_sync_source_stamp() is 'Stamp: when a new or edited sync source is due, its version and its configuration.';

-- Limited to these columns: what the end of a run writes is not an edit.
drop trigger if exists _100_stamp on inventory.sync_sources;
create trigger _100_stamp before insert or update of name, path, table_name, key_column, status_column, in_stock_values,
  sold_values, export_value, quantity_column, last_date_column, last_date_format, allow_computed, location_id, mappings, enabled, dry_run_id,
  interval_minutes, configuration
  on inventory.sync_sources
  for each row execute function inventory.tg_sync_source_stamp();
comment on trigger _100_stamp on inventory.sync_sources is 'Stamp: when a new or edited sync source is due, its version and its configuration.';
