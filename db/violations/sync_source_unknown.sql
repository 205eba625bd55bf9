-- Runs and mappings whose source is missing.
select (select count(*) from inventory.sync_runs r
    left join inventory.sync_sources s on s.tenant_id = r.tenant_id and s.id = r.source_id where s.id is null)
  + (select count(*) from inventory.product_mappings m
    left join inventory.sync_sources s on s.tenant_id = m.tenant_id and s.id = m.source_id where s.id is null) as violations
