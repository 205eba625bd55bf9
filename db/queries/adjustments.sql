-- Adjustments, and what waits for an approval.

-- name: adjustments_by_id :many
-- Adjustments by their ids.
-- keys: :ids are id
select x.* from inventory.api_adjustments x where x.id = any (:ids::uuid[]);

-- name: adjustments_page :many :unprepared
-- A page of adjustments in the order they were requested.
select a.* from inventory.api_adjustments a
where (:after::uuid is null or a.id > :after) and (:status::text is null or a.status = :status)
  and (:locationId::uuid is null or a."locationId" = :locationId) and (:batchId::uuid is null or a."batchId" = :batchId)
order by a.id limit :limit;

-- name: adjustments_count :one :unprepared :by_index
-- How many adjustments the filters of adjustments_page find.
select count(*) as count from inventory.api_adjustments a
where (:status::text is null or a.status = :status)
  and (:locationId::uuid is null or a."locationId" = :locationId) and (:batchId::uuid is null or a."batchId" = :batchId);

-- name: pending_approvals :many
-- Adjustments and transfers that have waited for an approval for at least so many days, the oldest first.
select w.kind, w.id, w.requested_by as "requestedBy", inventory.utc_text(w.requested_at) as "requestedAt",
  floor(extract(epoch from now() - w.requested_at) / 86400)::integer as "waitingDays"
from (
  select 'ADJUSTMENT' as kind, a.id, a.requested_by, a.requested_at from inventory.adjustments a where a.status = 'PENDING'
  union all
  select 'TRANSFER', t.id, t.requested_by, t.requested_at from inventory.transfers t where t.status = 'REQUESTED'
) w
where w.requested_at <= now() - make_interval(days => :olderThanDays::integer)
order by w.requested_at, w.id
limit 10000;
