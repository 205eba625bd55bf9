-- Ends and rows whose run is missing, and runs that name no dry run of their source, direction and configuration.
select (
    select count(*) from (
      select e.tenant_id, e.run_id from inventory.sync_run_ends e
      union all
      select w.tenant_id, w.run_id from inventory.sync_run_rows w
      union all
      select c.tenant_id, c.run_id from inventory.sync_changes c) d
    left join inventory.sync_runs r on r.tenant_id = d.tenant_id and r.id = d.run_id where r.id is null)
  + (
    select count(*) from inventory.sync_runs l
    left join inventory.sync_runs d on d.tenant_id = l.tenant_id and d.id = l.dry_run_id
    where l.dry_run_id is not null and (not d.dry_run, l.dry_run, l.source_id, l.direction, l.configuration)
      is distinct from (false, false, d.source_id, d.direction, d.configuration)) as violations
