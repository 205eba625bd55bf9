-- The state of proof and repair of a tenant: the last verification and reconciliation, and the last 24 hours.
select v.mode as "lastScanMode", inventory.utc_text(v.finished_at) as "lastScanAt",
  (extract(epoch from v.finished_at - v.started_at) * 1000)::integer as "lastScanMilliseconds", v.movements as "lastScanMovements",
  (select inventory.utc_text(max(f.finished_at)) from inventory.verifications f where f.mode = 'FULL') as "lastFullScanAt",
  (select count(*) from inventory.broken_chains) as "brokenChains", d.discrepancies as "discrepancies24h", d.corrections as "corrections24h",
  (select t.last_closed_on from inventory.tenants t) as "lastClosedDay"
from (
  select count(l.id) as discrepancies, count(l.id) filter (where l.fix = 'APPLIED') as corrections
  from inventory.reconciliation_runs r
  left join inventory.reconciliation_lines l on l.tenant_id = r.tenant_id and l.run_id = r.id
  where r.started_at > now() - interval '24 hours'
) d
left join lateral (select * from inventory.verifications v order by v.id desc limit 1) v on true
