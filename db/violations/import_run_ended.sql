-- Imports that ended more than once.
select count(*) as violations from (
  select from inventory.import_run_ends e group by e.tenant_id, e.run_id having count(*) > 1) d
