-- Ends, problems and rows whose import is missing.
select count(*) as violations from (
  select e.tenant_id, e.run_id from inventory.import_run_ends e
  union all
  select p.tenant_id, p.run_id from inventory.import_problems p
  union all
  select w.tenant_id, w.run_id from inventory.imported_rows w) d
left join inventory.import_runs r on r.tenant_id = d.tenant_id and r.id = d.run_id where r.id is null
