-- The audit log.

-- name: audit_log_page :many :page
-- A page of the audit log in the order of time.
select a.tenant_id as "tenantId", a.id, inventory.utc_text(a.at) as at, a.actor, a.action, a.entity, a.entity_id as "entityId", a.before, a.after, a.metadata
from inventory.audit_log a
where (:after::uuid is null or a.id > :after) and (:before::uuid is null or a.id < :before) and (:entity::text is null or a.entity = :entity) and (:entityId::text is null or a.entity_id = :entityId)
  and (:action::text is null or a.action = :action) and (:from::timestamptz is null or a.at >= :from) and (:to::timestamptz is null or a.at <= :to)
order by a.id limit :limit;

-- name: audit_log_count :one :unprepared :by_index
-- How many entries the filters of audit_log_page find.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.audit_log a
  where (:entity::text is null or a.entity = :entity) and (:entityId::text is null or a.entity_id = :entityId)
    and (:action::text is null or a.action = :action) and (:from::timestamptz is null or a.at >= :from) and (:to::timestamptz is null or a.at <= :to)
  limit inventory.exact_count() + 1) r;

-- name: writes_outside_ledger :many
-- Stock figures that were not written by the ledger; `from` and `to` are times, or days of the tenant's.
select a.id, inventory.utc_text(a.at) as at, a.actor, a.metadata ->> 'login' as login, a.action, a.entity as "table",
  a.entity_id as key, a.before, a.after
from inventory.audit_log a
join inventory.tenants t on t.id = a.tenant_id
where a.metadata @> '{"outsideLedger": true}'
  and (:from::text is null or a.at >= case when length(:from) = 10 then :from::date::timestamp at time zone t.time_zone else :from::timestamptz end)
  and (:to::text is null or case when length(:to) = 10 then a.at < (:to::date + 1)::timestamp at time zone t.time_zone
    else a.at <= :to::timestamptz end)
order by a.id limit :limit;
