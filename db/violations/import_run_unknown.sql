-- Ends, problems and rows whose import is missing, and imports of what another file, another reading or no dry run has shown.
select (
    select count(*) from (
      select e.tenant_id, e.run_id from inventory.import_run_ends e
      union all
      select p.tenant_id, p.run_id from inventory.import_problems p
      union all
      select w.tenant_id, w.run_id from inventory.imported_rows w
      union all
      select c.tenant_id, c.run_id from inventory.import_changes c) d
    left join inventory.import_runs r on r.tenant_id = d.tenant_id and r.id = d.run_id where r.id is null)
  + (
    select count(*) from inventory.import_runs l
    left join inventory.import_runs d on d.tenant_id = l.tenant_id and d.id = l.dry_run_id
    where l.dry_run_id is not null
      and (not d.dry_run, l.dry_run, l.kind, l.file_hash, l.reading) is distinct from (false, false, d.kind, d.file_hash, d.reading)) as violations
