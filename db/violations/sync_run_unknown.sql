-- Ends and rows whose run is missing.
select count(*) as violations from (
  select e.tenant_id, e.run_id from inventory.sync_run_ends e
  union all
  select w.tenant_id, w.run_id from inventory.sync_run_rows w) d
left join inventory.sync_runs r on r.tenant_id = d.tenant_id and r.id = d.run_id where r.id is null
