-- Adjustments, and what waits for an approval.

-- name: pending_approvals :many
-- Adjustments, transfers and closings of transfers that have waited for an approval for at least so many days, the oldest first.
select w.kind, w.id, w.requested_by as "requestedBy", inventory.utc_text(w.requested_at) as "requestedAt",
  floor(extract(epoch from now() - w.requested_at) / 86400)::integer as "waitingDays"
from (
  select 'ADJUSTMENT' as kind, a.id, a.requested_by, a.requested_at from inventory.adjustments a where a.status = 'PENDING'
  union all
  select 'TRANSFER', t.id, t.requested_by, t.requested_at from inventory.transfers t where t.status = 'REQUESTED'
  union all
  -- Once all has arrived there is nothing left to approve.
  select 'TRANSFER_SHORT', c.transfer_id, c.requested_by, c.requested_at from inventory.transfer_closings c
  join inventory.transfers t on t.tenant_id = c.tenant_id and t.id = c.transfer_id
  where c.status = 'PENDING' and t.status in ('DISPATCHED', 'PARTIALLY_RECEIVED')
) w
where w.requested_at <= now() - make_interval(days => :olderThanDays::integer)
order by w.requested_at, w.id
limit 10000;

-- name: approvals_in_words :many
-- What waits for an approval and what it would do, the oldest first, for the person who decides.
-- not null: what
select w.kind, w.id, w.what, w.reason, w.requested_by as "requestedBy", inventory.utc_text(w.requested_at) as "requestedAt"
from (
  select 'ADJUSTMENT' as kind, a.id, a.requested_by, a.requested_at, a.reason,
    format('%s: %s %s of %s, batch %s, at %s', a.type, a.quantity, a.unit, p.sku, b.batch_number, l.code) as what
  from inventory.adjustments a
  join inventory.products p on p.tenant_id = a.tenant_id and p.id = a.product_id
  join inventory.batches b on b.tenant_id = a.tenant_id and b.id = a.batch_id
  join inventory.locations l on l.tenant_id = a.tenant_id and l.id = a.location_id
  where a.status = 'PENDING'
  union all
  select 'TRANSFER', t.id, t.requested_by, t.requested_at, null, format('%s: %s to %s', n.lines, f.code, d.code)
  from inventory.transfers t
  join inventory.locations f on f.tenant_id = t.tenant_id and f.id = t.from_location_id
  join inventory.locations d on d.tenant_id = t.tenant_id and d.id = t.to_location_id
  cross join lateral (
    select string_agg(format('%s %s of %s', r.quantity, r.unit, p.sku), ', ' order by r.line_number) filter (where r.line_number <= 3)
      || case when count(*) > 3 then format(' and %s more lines', count(*) - 3) else '' end as lines
    from inventory.transfer_lines r
    join inventory.products p on p.tenant_id = r.tenant_id and p.id = r.product_id
    where r.tenant_id = t.tenant_id and r.transfer_id = t.id
  ) n
  where t.status = 'REQUESTED'
  union all
  select 'TRANSFER_SHORT', c.transfer_id, c.requested_by, c.requested_at, c.reason,
    format('what has not arrived is lost: %s to %s', f.code, d.code)
  from inventory.transfer_closings c
  join inventory.transfers t on t.tenant_id = c.tenant_id and t.id = c.transfer_id
  join inventory.locations f on f.tenant_id = t.tenant_id and f.id = t.from_location_id
  join inventory.locations d on d.tenant_id = t.tenant_id and d.id = t.to_location_id
  where c.status = 'PENDING' and t.status in ('DISPATCHED', 'PARTIALLY_RECEIVED')
) w
order by w.requested_at, w.id
limit 10000;
