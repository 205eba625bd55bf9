-- The state of verification: chains that do not verify, and when they were last scanned.

-- name: system_status :one
-- The last verification of a tenant, and what reconciliation found and repaired in the last 24 hours.
select v.mode as "lastScanMode", inventory.utc_text(v.finished_at) as "lastScanAt",
  (extract(epoch from v.finished_at - v.started_at) * 1000)::integer as "lastScanMilliseconds", v.movements as "lastScanMovements",
  (select inventory.utc_text(max(f.finished_at)) from inventory.verifications f where f.mode = 'FULL') as "lastFullScanAt",
  (select count(*) from inventory.broken_chains) as "brokenChains", coalesce(v.closed_days, 0) as "closedDays",
  v.wrong_day as "wrongDay", v.wrong_day_what as "wrongDayWhat", v.from_day as "lastScanFrom",
  coalesce(v.anchors, 0) as anchors, v.wrong_anchor_day as "wrongAnchorDay", v.wrong_anchor_batch_id as "wrongAnchorBatchId",
  v.wrong_anchor_location_id as "wrongAnchorLocationId", v.wrong_anchor_what as "wrongAnchorWhat",
  coalesce(v.audit_entries, 0) as "auditEntries",
  v.wrong_audit_entity as "wrongAuditEntity", v.wrong_audit_entity_id as "wrongAuditEntityId",
  v.wrong_audit_sequence as "wrongAuditSequence", v.wrong_audit_what as "wrongAuditWhat",
  d.discrepancies as "discrepancies24h", d.corrections as "corrections24h",
  (select t.last_closed_on from inventory.tenants t) as "lastClosedDay",
  (select count(*) from inventory.unmet_reservations) as "unmetReservations",
  (select count(distinct l.purchase_order_id) from inventory.open_order_lines l where l.late) as "lateOrders"
from (
  select count(l.id) as discrepancies, count(l.id) filter (where l.fix = 'APPLIED') as corrections
  from inventory.reconciliation_runs r
  left join inventory.reconciliation_lines l on l.tenant_id = r.tenant_id and l.run_id = r.id
  where r.started_at > now() - interval '24 hours'
) d
left join lateral (select * from inventory.verifications v order by v.id desc limit 1) v on true;

-- name: broken_chains :many
-- The chains that do not verify, the first found first; at most 10,000.
select b.batch_id as "batchId", b.location_id as "locationId", b.sequence, b.movement_id as "movementId", b.what,
  inventory.utc_text(b.found_at) as "foundAt"
from inventory.broken_chains b
order by b.found_at, b.batch_id, b.location_id
limit 10000;

-- name: all_broken_chains :many
-- Every chain that does not verify.
select b.batch_id as "batchId", b.location_id as "locationId", b.sequence, b.what, inventory.utc_text(b.found_at) as "foundAt"
from inventory.broken_chains b
order by b.found_at, b.batch_id, b.location_id;

-- name: verified_until :one
-- Where a part of the chains ends that begins after a place in their order: at the last of so many movements, or before the chain after so many chains, whose movements may all be in an archive; nulls where nothing is left. And how many movements that are.
-- not null: movements
with asked as materialized (
  select m.batch_id, m.location_id, m.sequence from inventory.movements m
  where (m.batch_id, m.location_id, m.sequence)
    > (:afterBatchId::uuid, :afterLocationId::uuid, :afterSequence::bigint)
  order by m.batch_id, m.location_id, m.sequence
  limit :movements
), last_of as (
  select a.batch_id, a.location_id, a.sequence from asked a
  order by a.batch_id desc, a.location_id desc, a.sequence desc
  limit (select case when count(*) = :movements then 1 else 0 end from asked)
), next_chain as (
  select b.batch_id, b.location_id, 0::bigint as sequence from inventory.batch_stock b
  where (b.batch_id, b.location_id) > (:afterBatchId::uuid, :afterLocationId::uuid)
  order by b.batch_id, b.location_id
  offset :chains limit 1
), ended as (
  select e.* from (select * from last_of union all select * from next_chain) e
  order by e.batch_id, e.location_id, e.sequence
  limit 1
)
select e.batch_id as "batchId", e.location_id as "locationId", e.sequence,
  (select count(*) from asked a
    where e.batch_id is null or (a.batch_id, a.location_id, a.sequence) <= (e.batch_id, e.location_id, e.sequence)) as movements
from (select) one
left join ended e on true;

-- name: broken_links :many
-- The chains that do not verify between two places (up to none: all that follow), each with its first wrong movement, at most 100; and how many they are. The last one, which may go on after the second place, is among them.
-- nullable: toBatchId, toLocationId, toSequence
-- not null: batchId, locationId, sequence, what, figure, stored, computed, chains
select b.batch_id as "batchId", b.location_id as "locationId", b.sequence, b.movement_id as "movementId", b.what, b.figure,
  b.stored, b.computed, count(*) over () as chains
from inventory.broken_links_between(:afterBatchId::uuid, :afterLocationId::uuid, :afterSequence::bigint,
  coalesce(:toBatchId::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), coalesce(:toLocationId::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
  coalesce(:toSequence::bigint, 9223372036854775807)) b
order by (b.batch_id = :toBatchId::uuid and b.location_id = :toLocationId::uuid) is true desc, b.batch_id, b.location_id
limit 100;

-- name: ledger_length :one
-- How many movements the chains of a tenant have, by what their stock says, without those in an archive.
select (coalesce((select sum(b.sequence) from inventory.batch_stock b), 0)
  - coalesce((select sum(e.sequence) from inventory.archived_ends e), 0))::bigint as movements;

-- name: last_transaction :one
-- The highest transaction number that a tenant's positions name.
select greatest(
  (select m.transaction_id from inventory.movements m order by m.transaction_id desc limit 1),
  (select a.transaction_id from inventory.audit_log a order by a.transaction_id desc limit 1),
  (select x.last_transaction_id from inventory.archives x order by x.business_date desc limit 1),
  (select v.transaction_id from inventory.verifications v order by v.transaction_id desc limit 1)
)::text as "transactionId";
