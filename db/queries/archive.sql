-- What an archive file is made of: closed days with their movements, oldest first.

-- name: archive_days :many
-- Every closed day up to a day with all that its hash covers, its place in the log and its signature.
-- not null: closedAt, statement
select c.business_date as "businessDate", to_char(c.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "closedAt",
  c.closed_by as "closedBy", c.chains, c.movements, c.anchors, c.day_movements as "dayMovements", encode(c.ledger_hash, 'hex') as "ledgerHash",
  c.audit_until::text as "auditUntil", c.audit_entries as "auditEntries",
  encode(c.audit_hash, 'hex') as "auditHash", encode(c.root, 'hex') as root,
  encode(c.previous_hash, 'hex') as "previousHash", encode(c.hash, 'hex') as hash, encode(c.log_root, 'hex') as "logRoot",
  inventory.day_statement(c.tenant_id, c.business_date, c.days, c.log_root) as statement,
  s.key_id as "keyId", encode(s.signature, 'hex') as signature, encode(k.public_key, 'hex') as "publicKey"
from inventory.closed_days c
left join inventory.checkpoint_signatures s on s.tenant_id = c.tenant_id and s.business_date = c.business_date
left join inventory.signing_keys k on k.tenant_id = s.tenant_id and k.key_id = s.key_id
where c.business_date <= :until::date
order by c.business_date;

-- name: archive_names :many
-- What the batches, products and places of the chains that moved in some closed days are called.
-- not null: kind, id, name
-- null: productId
select 'batch' as kind, b.id, b.batch_number as name, b.product_id as "productId" from inventory.batches b
where b.id in (select a.batch_id from inventory.chain_anchors a
  where (:after::date is null or a.business_date > :after) and a.business_date <= :until::date)
union all
select 'location', o.id, o.code, null from inventory.locations o
where o.id in (select a.location_id from inventory.chain_anchors a
  where (:after::date is null or a.business_date > :after) and a.business_date <= :until::date)
union all
select 'product', p.id, p.sku, null from inventory.products p
where p.id in (
  select b.product_id from inventory.chain_anchors a
  join inventory.batches b on b.tenant_id = a.tenant_id and b.id = a.batch_id
  where (:after::date is null or a.business_date > :after) and a.business_date <= :until::date)
order by kind, id;

-- name: archive_starts :many
-- Where the chains that moved in some closed days stood before them: their anchors at the end of the day `after`.
-- not null: batchId, locationId, sequence, intake, sold, refunded, adjusted, transferredIn, transferredOut, expired, hash
select a.batch_id as "batchId", a.location_id as "locationId", a.sequence, a.intake_quantity as intake, a.sold_quantity as sold,
  a.refunded_quantity as refunded, a.adjusted_quantity as adjusted, a.transferred_in_quantity as "transferredIn",
  a.transferred_out_quantity as "transferredOut", a.expired_quantity as expired, encode(a.hash, 'hex') as hash
from (
  select distinct on (a.batch_id, a.location_id) a.* from inventory.chain_anchors a
  where a.business_date <= :after::date
  order by a.batch_id, a.location_id, a.business_date desc
) a
where exists (
  select from inventory.chain_anchors n
  where n.tenant_id = a.tenant_id and n.batch_id = a.batch_id and n.location_id = a.location_id
    and n.business_date > :after::date and n.business_date <= :until::date)
order by a.batch_id, a.location_id;

-- name: archive_movements :many
-- The movements of some days as an archive has them: day by day, in the order of their ids.
-- not null: recordedAt, hash
select m.id, m.kind, m.product_id as "productId", m.batch_id as "batchId", m.location_id as "locationId", m.quantity, m.sequence,
  m.balance_before as "balanceBefore", m.balance_after as "balanceAfter", m.business_date as "businessDate",
  to_char(m.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "recordedAt", m.actor, m.reason,
  m.reverses_id as "reversesId", m.document_type as "documentType", m.document_id as "documentId",
  m.document_line_id as "documentLineId", encode(m.hash, 'hex') as hash
from inventory.movements m
where (:after::date is null or m.business_date > :after::date) and m.business_date <= :until::date
order by m.business_date, m.id;

-- name: archives :many
-- The archives of the tenant, the oldest first.
-- not null: fileHash, archivedAt
-- null: after
select a.business_date as "businessDate", a.after_date as after, a.movements, encode(a.file_hash, 'hex') as "fileHash",
  inventory.utc_text(a.archived_at) as "archivedAt", a.archived_by as "archivedBy"
from inventory.archives a
order by a.business_date;

-- name: archived :one
-- The last day that is in an archive, and when the latest of what is in archives was recorded; nulls where nothing is.
-- null: until, recordedUntil
select max(a.business_date) as until, inventory.utc_text(max(a.recorded_until)) as "recordedUntil" from inventory.archives a;

-- name: archives_of_time :many
-- The archives in which a movement of a time may be, the oldest first.
-- not null: fileHash
select a.business_date as "businessDate", encode(a.file_hash, 'hex') as "fileHash"
from inventory.archives a
where a.movements > 0 and a.recorded_until >= :at::timestamptz
order by a.business_date limit 3;
