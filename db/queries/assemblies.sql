-- Assemblies and their parts.

-- name: parts_by_assembly :many
-- The parts of assemblies, in the order of the components.
-- keys: :assemblyIds are assemblyId
select p.assembly_id as "assemblyId", p.id, p.product_id as "productId", p.quantity as "quantityPerSet", p.base_quantity as quantity
from inventory.assembly_parts p
where p.assembly_id = any (:assemblyIds::uuid[])
order by p.id;

-- name: allocations_by_assembly_part :many
-- The batches that parts were taken from.
-- keys: :partIds are partId
select p.id as "partId", m."batchId", -m.quantity as quantity
from inventory.assembly_parts p
cross join lateral (
  select a.id, a."batchId", a.quantity from inventory.api_movements a
  where a."documentId" = p.assembly_id and a."documentLineId" = p.id and a.kind = 'ASSEMBLY_OUT' offset 0) m
where p.id = any (:partIds::uuid[])
order by m.id;

-- name: movements_by_assembly :many
-- Everything that assemblies moved: their parts, and their sets by the receipts that they wrote.
-- keys: :assemblyIds are assemblyId
-- not null: assemblyId
select a.id as "assemblyId", m.* from unnest(:assemblyIds::uuid[]) a (id)
cross join lateral (
  select m.* from inventory.api_movements m where m."documentId" = a.id
  union all
  select m.* from inventory.api_receipts r join inventory.api_movements m on m."documentId" = r.id where r."assemblyId" = a.id
) m
order by m.id;

-- name: assemblies_by_batch :many
-- The assemblies that took parts from batches, in the order of time.
-- keys: :batchIds are forBatchId
select m.batch_id as "forBatchId", a.* from (
  select distinct m.batch_id, m.document_id from inventory.movements m
  where m.batch_id = any (:batchIds::uuid[]) and m.kind = 'ASSEMBLY_OUT'
) m
join inventory.api_assemblies a on a.id = m.document_id
order by a.id;

-- name: lot_assemblies :many
-- The assemblies that took parts from batches of a lot, in the order of time.
select a.* from (
  select distinct m.document_id
  from inventory.batches b
  cross join lateral (
    select v.document_id from inventory.movements v
    where v.tenant_id = b.tenant_id and v.batch_id = b.id and v.kind = 'ASSEMBLY_OUT' offset 0) m
  where b.lot_id = :lotId::uuid
) m
join inventory.api_assemblies a on a.id = m.document_id
order by a.id;
