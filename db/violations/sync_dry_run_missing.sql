-- Enabled sources that name no dry run of their import, or one that failed or was made on another configuration.
select count(*) as violations from inventory.sync_sources s
where (s.enabled or s.dry_run_id is not null) and not exists (
  select from inventory.sync_runs r
  join inventory.sync_run_ends e on e.tenant_id = r.tenant_id and e.run_id = r.id
  where r.tenant_id = s.tenant_id and r.source_id = s.id and r.id = s.dry_run_id
    and r.dry_run and r.direction = 'IMPORT' and e.failure is null and r.configuration = s.configuration)
