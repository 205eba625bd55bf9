-- Imports of files and their problems.

-- name: import_runs_by_id :many
-- Imports by their ids.
-- keys: :ids are id
select r.* from inventory.api_import_runs r where r.id = any (:ids::uuid[]);

-- name: import_runs_page :many :page
-- A page of imports in the order of time.
select r.* from inventory.api_import_runs r
where (:after::uuid is null or r.id > :after) and (:before::uuid is null or r.id < :before)
order by r.id limit :limit;

-- name: import_runs_count :one :unprepared :by_index
-- How many imports there are.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.import_runs r limit inventory.exact_count() + 1) r;

-- name: import_problems_by_run :many :page
-- A page of the problems of each of some imports, in the order of the file.
-- keys: :runIds are runId
select p.* from unnest(:runIds::uuid[]) r (id)
cross join lateral (
  select p.* from inventory.api_import_problems p
  where p."runId" = r.id and (:after::uuid is null or p.id > :after) and (:before::uuid is null or p.id < :before)
  order by p.id limit :limit
) p;

-- name: import_problems_count_by_run :many :by_index
-- How many problems each of some imports has.
-- keys: :runIds are runId
-- not null: runId
select k.id as "runId", c.count, c.more from unnest(:runIds::uuid[]) k (id)
cross join lateral (
  select count(*) as count, count(*) > inventory.exact_count() as more from (
    select from inventory.import_problems p where p.run_id = k.id
    limit inventory.exact_count() + 1) r
) c;

-- name: import_changes_by_run :many :page
-- A page of what the rows of each of some imports change, in the order of the file; :changed leaves out those that change nothing.
-- keys: :runIds are runId
select c.* from unnest(:runIds::uuid[]) r (id)
cross join lateral (
  select c.* from inventory.api_import_changes c
  where c."runId" = r.id and (:after::uuid is null or c.id > :after) and (:before::uuid is null or c.id < :before)
    and (not :changed::boolean or c.outcome <> 'UNCHANGED')
  order by c.id limit :limit
) c;

-- name: import_changes_count_by_run :many :by_index
-- How many rows of each of some imports it is known of what they change.
-- keys: :runIds are runId
-- not null: runId
select k.id as "runId", c.count, c.more from unnest(:runIds::uuid[]) k (id)
cross join lateral (
  select count(*) as count, count(*) > inventory.exact_count() as more from (
    select from inventory.import_changes c where c.run_id = k.id and (not :changed::boolean or c.outcome <> 'UNCHANGED')
    limit inventory.exact_count() + 1) r
) c;
