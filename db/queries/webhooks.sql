-- Webhooks: what clients read of them, and what the worker delivers.

-- name: webhooks :many
-- The webhooks of the tenant, the oldest first.
-- not null: lag
select w.id, w.url, w.events, w.enabled, inventory.utc_text(w.last_delivered_at) as "lastDeliveredAt", w.failures,
  inventory.utc_text(w.failing_since) as "failingSince", inventory.utc_text(w.next_attempt_at) as "nextAttemptAt",
  w.last_error as "lastError", w.warning, inventory.utc_text(w.created_at) as "createdAt", w.created_by as "createdBy", (
    select count(*) from inventory.webhook_events_after(w.tenant_id, w.transaction_id, w.event_id, w.events, inventory.exact_count())) as lag
from inventory.webhooks w
where w.deleted_at is null and (:id::uuid is null or w.id = :id)
order by w.id;

-- name: webhooks_due :many
-- The enabled webhooks that are not waiting for a later attempt, with their positions.
-- not null: transactionId
select w.id, w.url, w.events, w.failures, w.transaction_id::text as "transactionId", w.event_id as "eventId"
from inventory.webhooks w
where w.enabled and w.deleted_at is null and (w.next_attempt_at is null or w.next_attempt_at <= now())
order by w.id;

-- name: webhook_events :many
-- The next events of some types after a position, and what is told of each. The type and facts of one from the outbox are its row's.
-- not null: transactionId, id, type, at, data
select e.transaction_id::text as "transactionId", e.id, e.type, inventory.utc_text(coalesce(o.at, m.recorded_at)) as at,
  coalesce(o.data, inventory.document_event(t.id, e.transaction_id, e.document_id)) as data
from inventory.tenants t
cross join lateral inventory.webhook_events_after(t.id, :transactionId::text::xid8, :eventId::uuid, :types::text[], :limit::bigint) e
left join inventory.outbox o on o.tenant_id = t.id and o.id = e.id and e.document_id is null
left join inventory.movements m on m.tenant_id = t.id and m.id = e.id and e.document_id is not null
order by e.transaction_id, e.id;
