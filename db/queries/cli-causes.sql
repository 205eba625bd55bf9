-- Stock figures that were written past the ledger. $1 from, $2 to: times, or days of the tenant. $3 limit.
select a.id, inventory.utc_text(a.at) as at, a.actor, a.metadata ->> 'login' as login, a.action, a.entity as "table",
  a.entity_id as key, a.before, a.after
from inventory.audit_log a
join inventory.tenants t on t.id = a.tenant_id
where a.metadata @> '{"outsideLedger": true}'
  and ($1::text is null or a.at >= case when length($1) = 10 then $1::date::timestamp at time zone t.time_zone else $1::timestamptz end)
  and ($2::text is null or case when length($2) = 10 then a.at < ($2::date + 1)::timestamp at time zone t.time_zone
    else a.at <= $2::timestamptz end)
order by a.id limit $3
