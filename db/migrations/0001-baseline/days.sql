-- Closed days with their checkpoints, and the verification of chains.

create table inventory.closed_days (
  tenant_id uuid not null,
  business_date inventory.calendar_day not null,
  closed_at inventory.moment not null,
  closed_by text not null,
  chains bigint not null,
  movements bigint not null,
  ledger_hash bytea not null,
  day_movements bigint not null,
  root bytea not null,
  audit_until xid8 not null,
  audit_entries bigint not null,
  audit_hash bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  days bigint not null,
  log_root bytea not null,
  constraint day_closed primary key (tenant_id, business_date)
);
comment on table inventory.closed_days is
  'A business date that takes no more movements. ledger_hash is over the head of each chain at the day''s end; root over the day''s own movements, day_movements of them, as a Merkle tree; audit_hash over the audit entries of the transactions since the day closed before it and before audit_until; hash over the hash of that day and this row. log_root is the root of a Merkle tree over the closed days so far, of which there are days.';
comment on constraint day_closed on inventory.closed_days is 'A closed day accepts no movement, and is closed once.';
select inventory.isolate_by_tenant('inventory.closed_days');
grant insert on inventory.closed_days to bincard_app;

create table inventory.verifications (
  tenant_id uuid not null,
  id uuid not null,
  mode text not null,
  started_at inventory.moment not null default now(),
  finished_at inventory.moment not null,
  actor text not null,
  movements bigint not null,
  chains bigint not null,
  broken bigint not null,
  closed_days bigint not null,
  wrong_day inventory.calendar_day,
  wrong_day_what text,
  audit_entries bigint not null,
  wrong_audit_entity text,
  wrong_audit_entity_id text,
  wrong_audit_sequence bigint,
  wrong_audit_what text,
  transaction_id xid8 not null,
  movement_id uuid not null,
  primary key (tenant_id, id),
  constraint value_unknown__mode check (mode in ('FULL', 'INCREMENTAL'))
);
comment on table inventory.verifications is
  'A run that recomputed the chains, the closed days and the audit log. wrong_day is the first closed day that does not verify, wrong_audit_sequence the first wrong entry of the audit log. transaction_id and movement_id are the position up to which everything is verified.';
select inventory.isolate_by_tenant('inventory.verifications');
grant insert on inventory.verifications to bincard_app;

create table inventory.broken_chains (
  tenant_id uuid not null,
  batch_id uuid not null,
  location_id uuid not null,
  sequence bigint not null,
  movement_id uuid,
  what text not null,
  found_at inventory.moment not null default now(),
  primary key (tenant_id, batch_id, location_id)
);
comment on table inventory.broken_chains is 'Chains that failed a verification, each with its first wrong movement.';
select inventory.isolate_by_tenant('inventory.broken_chains');
