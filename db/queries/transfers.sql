-- Transfers between locations.

-- name: transfers_page :many :page
-- A page of transfers, from or to a location, in the order they were requested.
select t.* from inventory.api_transfers t
where (:after::uuid is null or t.id > :after) and (:before::uuid is null or t.id < :before) and (:status::text is null or t.status = :status)
  and (:locationId::uuid is null or t."fromLocationId" = :locationId or t."toLocationId" = :locationId)
  and (:from::date is null or t."businessDate" >= :from) and (:to::date is null or t."businessDate" <= :to)
order by t.id limit :limit;

-- name: transfers_count :one :unprepared :by_index
-- How many transfers the filters of transfers_page find.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.api_transfers t
  where (:status::text is null or t.status = :status)
    and (:locationId::uuid is null or t."fromLocationId" = :locationId or t."toLocationId" = :locationId)
    and (:from::date is null or t."businessDate" >= :from) and (:to::date is null or t."businessDate" <= :to)
  limit inventory.exact_count() + 1) r;

-- name: allocations_by_transfer_line :many
-- The batches that transfer lines were taken from.
-- keys: :transferLineIds are transferLineId
select l.id as "transferLineId", m."batchId", -m.quantity as quantity
from inventory.api_transfer_lines l
join inventory.api_movements m on m."documentId" = l."transferId" and m."documentLineId" = l.id and m.kind = 'TRANSFER_OUT'
where l.id = any (:transferLineIds::uuid[])
order by m.id;

-- name: transfers_by_batch :many
-- The transfers that batches went with, in the order they were requested.
-- keys: :batchIds are forBatchId
select m.batch_id as "forBatchId", t.* from (
  select distinct m.batch_id, m.document_id from inventory.movements m
  where m.batch_id = any (:batchIds::uuid[]) and m.kind = 'TRANSFER_OUT'
) m
join inventory.api_transfers t on t.id = m.document_id
order by t.id;
