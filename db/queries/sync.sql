-- Sync with external sources: sources, runs, and what external keys became.

-- name: sync_sources :many
-- Every sync source, by name.
select s.* from inventory.api_sync_sources s order by s.name;

-- name: sync_sources_by_id :many
-- Sync sources by their ids.
-- keys: :ids are id
select s.* from inventory.api_sync_sources s where s.id = any (:ids::uuid[]);

-- name: sync_source_by_name :optional
-- The sync source of a name.
select s.* from inventory.api_sync_sources s where s.id = (select k.id from inventory.sync_sources k where k.name_key = inventory.code_key(:name));

-- name: sync_due :many
-- Sources that the schedule should run now, the longest due first.
select s.id, s.name from inventory.sync_sources s where s.enabled and s.next_run_at <= now() order by s.next_run_at;

-- name: sync_runs_by_id :many
-- Sync runs by their ids.
-- keys: :ids are id
select r.* from inventory.api_sync_runs r where r.id = any (:ids::uuid[]);

-- name: sync_runs_page :many :page
-- A page of sync runs in the order of time.
select r.* from inventory.api_sync_runs r
where (:after::uuid is null or r.id > :after) and (:before::uuid is null or r.id < :before)
  and (:sourceId::uuid is null or r."sourceId" = :sourceId)
order by r.id limit :limit;

-- name: sync_runs_count :one :unprepared :by_index
-- How many sync runs the filters of sync_runs_page find.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.api_sync_runs r
  where (:sourceId::uuid is null or r."sourceId" = :sourceId)
  limit inventory.exact_count() + 1) r;

-- name: sync_rows_by_run :many
-- What sync runs could not do, row by row; at most 1,000 of each.
-- keys: :runIds are runId
select r.run_id as "runId", r.outcome, r.external_key as key, r.row_number as "rowNumber", r.code, r.message
from unnest(:runIds::uuid[]) u (id)
cross join lateral (
  select * from inventory.sync_run_rows w where w.run_id = u.id order by w.id limit 1000) r
order by r.run_id, r.id;

-- name: product_mappings_page :many :unprepared
-- A page of what the keys of a source became, by key; all, or those in conflict.
select m."externalKey" as id, m.* from inventory.api_product_mappings m
where (:after::text is null or m."externalKey" > :after) and m."sourceId" = :sourceId and (:conflictsOnly::boolean is distinct from true or m.conflict is not null)
order by m."externalKey" limit :limit;

-- name: product_mappings_count :one :unprepared :by_index
-- How many mappings the filters of product_mappings_page find.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.product_mappings m
  where m.source_id = :sourceId and (:conflictsOnly::boolean is distinct from true or m.conflict is not null)
  limit inventory.exact_count() + 1) r;

-- name: mappings_of_keys :many
-- What some keys of a source became.
select m.* from inventory.api_product_mappings m where m."sourceId" = :sourceId and m."externalKey" = any (:keys);

-- name: unlisted_keys :many
-- Keys of a source that are not to be imported: sold out here while there was stock there when they were last read; and,
-- where only new rows are asked for, those that came in.
select m.external_key as key from inventory.mapping_stock m
where m.source_id = :sourceId and (m.sold_here and m.external_quantity > 0 or :newOnly::boolean and not m.voided);

-- name: sync_changes_by_run :many :page
-- A page of what the rows of each of some dry runs would change, in the order in which they were read.
-- keys: :runIds are runId
select c.* from unnest(:runIds::uuid[]) r (id)
cross join lateral (
  select c.* from inventory.api_sync_changes c
  where c."runId" = r.id and (:after::uuid is null or c.id > :after) and (:before::uuid is null or c.id < :before)
  order by c.id limit :limit
) c;

-- name: sync_changes_count_by_run :many :by_index
-- How many rows each of some dry runs would change.
-- keys: :runIds are runId
-- not null: runId
select k.id as "runId", c.count, c.more from unnest(:runIds::uuid[]) k (id)
cross join lateral (
  select count(*) as count, count(*) > inventory.exact_count() as more from (
    select from inventory.sync_changes c where c.run_id = k.id
    limit inventory.exact_count() + 1) r
) c;
