-- Proofs to outsiders: signing keys, the days to sign, and what the proof of a movement or of two days is made of.

-- name: signing_keys :many
-- The public keys of the tenant, the oldest first.
-- not null: x
select k.key_id as "keyId", k.generation, encode(k.public_key, 'hex') as "publicKey",
  inventory.base64url(k.public_key) as x, inventory.utc_text(k.created_at) as "createdAt", k.created_by as "createdBy"
from inventory.signing_keys k
order by k.generation;

-- name: unsigned_days :many
-- Closed days without a signature, the oldest first, each with the text to sign; at most 1,000. A day that the audit log has
-- as signed is not among them: its signature was removed, and to sign it again would hide that.
-- not null: statement
select c.business_date as "businessDate", inventory.day_statement(c.tenant_id, c.business_date, c.days, c.log_root) as statement
from inventory.closed_days c
where not exists (
  select from inventory.checkpoint_signatures s where s.tenant_id = c.tenant_id and s.business_date = c.business_date)
  and not exists (
  select from inventory.audit_log a
  where a.tenant_id = c.tenant_id and a.entity = 'checkpoint_signature' and a.entity_id = to_char(c.business_date, 'YYYY-MM-DD'))
order by c.business_date
limit 1000;

-- name: signed_days :many
-- Signed days with what their signatures are to be verified by, the oldest first; a page after a day. Without a key where the
-- key was removed, without a statement where the day was.
-- not null: signature
-- null: statement, publicKey
select s.business_date as "businessDate", inventory.day_statement(c.tenant_id, c.business_date, c.days, c.log_root) as statement,
  s.key_id as "keyId", encode(s.signature, 'hex') as signature, encode(k.public_key, 'hex') as "publicKey"
from inventory.checkpoint_signatures s
left join inventory.closed_days c on c.tenant_id = s.tenant_id and c.business_date = s.business_date
left join inventory.signing_keys k on k.tenant_id = s.tenant_id and k.key_id = s.key_id
where :after::date is null or s.business_date > :after
order by s.business_date
limit 10000;

-- name: closed_day :optional
-- A closed day, with its signature where it has one.
-- not null: statement
select c.business_date as "businessDate", c.day_movements as movements, encode(c.root, 'hex') as root, encode(c.hash, 'hex') as hash,
  c.days, inventory.day_statement(c.tenant_id, c.business_date, c.days, c.log_root) as statement,
  s.key_id as "keyId", encode(s.signature, 'hex') as signature, encode(k.public_key, 'hex') as "publicKey"
from inventory.closed_days c
left join inventory.checkpoint_signatures s on s.tenant_id = c.tenant_id and s.business_date = c.business_date
left join inventory.signing_keys k on k.tenant_id = s.tenant_id and k.key_id = s.key_id
where c.business_date = :day::date;

-- name: movement_facts :optional
-- The facts of a movement that its hash covers, the hash before it in its chain, and the last closed day.
-- not null: recordedAt, previousHash, fits
select m.tenant_id as "tenantId", m.id, m.kind, m.product_id as "productId", m.batch_id as "batchId", m.location_id as "locationId",
  m.quantity, m.sequence, m.balance_before as "balanceBefore", m.balance_after as "balanceAfter", m.business_date as "businessDate",
  to_char(m.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "recordedAt", m.actor, m.reason,
  m.reverses_id as "reversesId", m.document_type as "documentType", m.document_id as "documentId",
  m.document_line_id as "documentLineId", encode(h.previous, 'hex') as "previousHash",
  m.hash = inventory.movement_hash(h.previous, m.tenant_id, m.id, m.kind, m.product_id, m.batch_id, m.location_id, m.quantity,
    m.sequence, m.balance_before, m.business_date, m.recorded_at, m.actor, m.reason, m.reverses_id, m.document_type,
    m.document_id, m.document_line_id) as fits,
  (select t.last_closed_on from inventory.tenants t where t.id = m.tenant_id) as "lastClosed"
from inventory.movements m
cross join lateral (
  select coalesce((
    select p.hash from inventory.movements p
    where p.tenant_id = m.tenant_id and p.batch_id = m.batch_id and p.location_id = m.location_id and p.sequence < m.sequence
    order by p.sequence desc limit 1
  ), '') as previous) h
where m.id = :id::uuid;

-- name: hashed_texts :many
-- The texts that the hashes of movements are over, each after the hash before it in its chain: as inventory.movement_hash has it.
-- keys: :ids are id
-- not null: text
select m.id, json_build_array(m.tenant_id, m.id, m.kind, m.product_id, m.batch_id, m.location_id, m.quantity, m.sequence,
  m.balance_before, m.business_date - date '2000-01-01', (extract(epoch from m.recorded_at) * 1000000)::bigint, m.actor, m.reason,
  m.reverses_id, m.document_type, m.document_id, m.document_line_id)::text as text
from inventory.movements m
where m.id = any (:ids::uuid[])
order by m.id;

-- name: movement_path :optional
-- The place of a movement in the tree of its closed day, and whether the tree is still the one of the checkpoint.
-- not null: index, path, fits
select d.index, array(select encode(p.hash, 'hex') from unnest(d.path) with ordinality p (hash, n) order by p.n) as path,
  d.movements = c.day_movements and d.root = c.root as fits
from inventory.closed_days c
cross join lateral inventory.movement_path(c.tenant_id, c.business_date, c.day_movements, :id::uuid) d
where c.business_date = :day::date;

-- name: log_path :optional
-- The inclusion proof of the day with an index from 0 in the log up to a closed day.
-- not null: path
select array(
  select encode(p.hash, 'hex')
  from unnest(inventory.merkle_path(inventory.log_leaves(c.tenant_id, c.business_date), :index::bigint)) with ordinality p (hash, n)
  order by p.n) as path
from inventory.closed_days c
where c.business_date = :until::date;

-- name: log_consistency :optional
-- The consistency proof between the log of so many days and the log up to a closed day.
-- not null: path
select array(
  select encode(p.hash, 'hex')
  from unnest(inventory.merkle_consistency(inventory.log_leaves(c.tenant_id, c.business_date), :first::bigint)) with ordinality p (hash, n)
  order by p.n) as path
from inventory.closed_days c
where c.business_date = :until::date;
