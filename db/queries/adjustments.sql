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
