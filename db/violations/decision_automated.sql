-- Tenants whose scans would change a status or a listing, and scheduled runs that did.
select (select count(*) from inventory.tenants t where 'NOT_LISTED' = any (t.auto_fix_kinds))
  + (select count(*) from inventory.reconciliation_lines l
    join inventory.reconciliation_runs r on r.tenant_id = l.tenant_id and r.id = l.run_id
    where l.kind = 'NOT_LISTED' and l.fix = 'APPLIED' and r.trigger = 'SCHEDULED') as violations
