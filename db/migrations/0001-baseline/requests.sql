-- Repeated requests and the audit log.

-- A key is written in the transaction of the document that it names: either both are there or neither is.
create table inventory.idempotency_keys (
  tenant_id uuid not null,
  key inventory.idempotency_key not null,
  operation text not null,
  request_hash bytea not null,
  document_id uuid not null,
  created_at inventory.moment not null default now(),
  constraint idempotency_key_reused primary key (tenant_id, key)
);
comment on table inventory.idempotency_keys is 'The document that a request with a key wrote, for when the request is sent again.';
comment on constraint idempotency_key_reused on inventory.idempotency_keys is
  'An idempotency key stands for one request: the same request again gets the first answer, another one is refused.';
select inventory.isolate_by_tenant('inventory.idempotency_keys');
grant insert on inventory.idempotency_keys to bincard_app;

create table inventory.audit_log (
  tenant_id uuid not null,
  id uuid not null,
  at inventory.moment not null,
  actor text not null,
  action text not null,
  entity text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  metadata jsonb,
  sequence bigint not null,
  hash bytea not null,
  transaction_id xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, id)
);
create unique index audit_log_by_entity on inventory.audit_log (tenant_id, entity, entity_id, sequence);
create index audit_log_by_transaction on inventory.audit_log (tenant_id, transaction_id, id);
comment on table inventory.audit_log is
  'Who changed what, when, with the row before and after; written by triggers only. The entries of a record form a chain: each has a sequence and a hash of its row and of the entry before it.';
select inventory.isolate_by_tenant('inventory.audit_log');

create table inventory.audit_heads (
  tenant_id uuid not null,
  entity text not null,
  entity_id text not null,
  sequence bigint not null,
  hash bytea not null,
  primary key (tenant_id, entity, entity_id)
) with (fillfactor = 80); -- updated in place with each entry
comment on table inventory.audit_heads is
  'The last entry of each chain of the audit log. Its row is the chain''s lock, and shows when entries are missing at the end.';
select inventory.isolate_by_tenant('inventory.audit_heads');
