-- Comparisons of stock, reconciliation runs, and corrections for sales channels.

-- name: compare_stock :many
-- Every discrepancy; at most 10,000.
-- nullable: productId, locationId, kinds, from
-- not null: kind, productId, subject, expected, actual, difference
-- like: kind is reconciliation_lines.kind, fix is reconciliation_lines.fix
select d.kind, d.product_id as "productId", d.location_id as "locationId", d.batch_id as "batchId", d.channel, d.subject,
  d.business_date as "businessDate", d.expected, d.actual, d.actual - d.expected as difference,
  round((d.actual - d.expected) * 100.0 / nullif(d.expected, 0), 2)::float8 as "differencePercent", d.cause,
  null::text as fix, null::text as note
from inventory.compare_stock(:productId::uuid, :locationId::uuid, :kinds::text[], :from::date) d
limit 10000;

-- name: compare_scope :one
-- What a comparison covers, and when it was made.
select inventory.utc_text(now()) as "comparedAt", count(*) as "productsCompared"
from inventory.products p where :productId::uuid is null or p.id = :productId;

-- name: matching_products :many
-- The products without a discrepancy; `differing` are those with one.
select p.sku from inventory.products p
where (:productId::uuid is null or p.id = :productId) and p.id <> all (:differing::uuid[])
order by p.sku;

-- name: reconciliation_runs_by_id :many
-- Reconciliation runs by their ids.
-- keys: :ids are id
select r.* from inventory.api_reconciliation_runs r where r.id = any (:ids::uuid[]);

-- name: reconciliation_runs_page :many :page
-- A page of reconciliation runs in the order of time.
select r.* from inventory.api_reconciliation_runs r
where (:after::uuid is null or r.id > :after) and (:before::uuid is null or r.id < :before)
  and (:from::date is null or r."businessDate" >= :from) and (:to::date is null or r."businessDate" <= :to)
order by r.id limit :limit;

-- name: reconciliation_runs_count :one :unprepared :by_index
-- How many reconciliation runs the filters of reconciliation_runs_page find.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.api_reconciliation_runs r
  where (:from::date is null or r."businessDate" >= :from) and (:to::date is null or r."businessDate" <= :to)
  limit inventory.exact_count() + 1) r;

-- name: reconciliation_lines_by_run :many
-- What reconciliation runs found.
-- keys: :runIds are runId
select l.run_id as "runId", l.kind, l.product_id as "productId", l.location_id as "locationId", l.batch_id as "batchId",
  l.channel, l.subject, l.business_date as "businessDate", l.expected, l.actual, l.actual - l.expected as difference,
  round((l.actual - l.expected) * 100.0 / nullif(l.expected, 0), 2)::float8 as "differencePercent", l.cause, l.fix, l.note
from inventory.reconciliation_lines l
where l.run_id = any (:runIds::uuid[])
order by l.run_id, l.line_number;

-- name: channel_corrections_by_id :many
-- Corrections for channels by their ids.
-- keys: :ids are id
select c.* from inventory.api_channel_corrections c where c.id = any (:ids::uuid[]);

-- name: channel_corrections_page :many :page
-- A page of corrections that are due, in the order of time.
select c.* from inventory.api_channel_corrections c
where (:after::uuid is null or c.id > :after) and (:before::uuid is null or c.id < :before)
  and c."sentAt" is null and c.due and (:channel::text is null or inventory.code_key(c.channel) = inventory.code_key(:channel))
order by c.id limit :limit;

-- name: channel_corrections_count :one :unprepared :by_index
-- How many corrections channel_corrections_page finds.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.api_channel_corrections c
  where c."sentAt" is null and c.due and (:channel::text is null or inventory.code_key(c.channel) = inventory.code_key(:channel))
  limit inventory.exact_count() + 1) r;

-- name: channel_corrections_to_upload :many
-- What a channel is to show of a product at a place (null: over all), by its newest corrections that are due, and the ids of all.
-- not null: ids, sku
select array_agg(c.id order by c.id)::text[] as ids, p.sku, o.code as "locationCode",
  (array_agg(c.quantity order by c.id desc) filter (where c.field = 'quantity'))[1] as quantity,
  (array_agg(c.quantity order by c.id desc) filter (where c.field = 'total'))[1] as total,
  (array_agg(c.quantity = 1 order by c.id desc) filter (where c.field = 'visible'))[1] as visible
from inventory.api_channel_corrections c
join inventory.products p on p.tenant_id = c."tenantId" and p.id = c."productId"
left join inventory.locations o on o.tenant_id = c."tenantId" and o.id = c."locationId"
where c."sentAt" is null and c.due and inventory.code_key(c.channel) = inventory.code_key(:channel)
group by p.sku, o.code
order by p.sku, o.code nulls first;
