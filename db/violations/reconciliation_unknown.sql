-- Lines whose run is missing.
select count(*) as violations from inventory.reconciliation_lines l
left join inventory.reconciliation_runs r on r.tenant_id = l.tenant_id and r.id = l.run_id
where r.id is null
