-- Closed days with their checkpoints, and the verification of chains.

create table inventory.closed_days (
  tenant_id uuid not null,
  business_date inventory.calendar_day not null,
  closed_at inventory.moment not null,
  closed_by text not null,
  chains bigint not null,
  movements bigint not null,
  anchors bigint not null,
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
  'A business date that takes no more movements. chains and movements count all up to its end. anchors is the number of its rows in chain_anchors, ledger_hash over them: the end of each chain that moved since the day closed before it. root is over the day''s own movements, day_movements of them, as a Merkle tree; audit_hash over the audit entries of the transactions since the day closed before it and before audit_until; hash over the hash of that day and this row. log_root is the root of a Merkle tree over the closed days so far, of which there are days.';
comment on constraint day_closed on inventory.closed_days is 'A closed day accepts no movement, and is closed once.';
select inventory.isolate_by_tenant('inventory.closed_days');
grant insert on inventory.closed_days to bincard_app;

-- The sums are those of batch_stock; the balance is what they add up to (inventory.balance_of).
create table inventory.chain_anchors (
  tenant_id uuid not null,
  batch_id uuid not null,
  location_id uuid not null,
  sequence bigint not null,
  intake_quantity bigint not null,
  sold_quantity bigint not null,
  refunded_quantity bigint not null,
  adjusted_quantity bigint not null,
  transferred_in_quantity bigint not null,
  transferred_out_quantity bigint not null,
  expired_quantity bigint not null,
  business_date inventory.calendar_day not null,
  hash bytea not null,
  primary key (tenant_id, batch_id, location_id, business_date),
  constraint anchor_false check (sequence >= 1 and octet_length(hash) = 32)
);
create index chain_anchors_by_day on inventory.chain_anchors (tenant_id, business_date);
comment on table inventory.chain_anchors is
  'The end of a chain at the end of a closed day on which it moved: the sequence and hash of its last movement, and its sums by kind up to there. On other closed days its anchor is the one before. Verification and comparison may begin here instead of at the first movement.';
comment on constraint anchor_false on inventory.chain_anchors is
  'An anchor says what the movements of its chain up to its closed day say; closing the day writes it, and nothing changes it.';
select inventory.isolate_by_tenant('inventory.chain_anchors');

-- movements is how many were moved out; what follows it says where they were in the ledger's other orders, so that a reader
-- that begins before them can be told.
create table inventory.archives (
  tenant_id uuid not null,
  business_date inventory.calendar_day not null,
  after_date inventory.calendar_day,
  file_hash bytea not null,
  checkpoint_hash bytea not null,
  movements bigint not null,
  recorded_until inventory.moment,
  last_movement_id uuid,
  last_transaction_id xid8,
  archived_at inventory.moment not null,
  archived_by text not null,
  constraint archive_false primary key (tenant_id, business_date),
  constraint day_not_closed foreign key (tenant_id, business_date) references inventory.closed_days (tenant_id, business_date),
  constraint archive_false__file check (octet_length(file_hash) = 32)
);
comment on table inventory.archives is
  'The movements of the closed days after after_date (none: from the first) up to business_date are in a file with this SHA-256, and no longer in the ledger. recorded_until, last_movement_id and last_transaction_id are the latest of them.';
comment on constraint archive_false on inventory.archives is
  'An archive follows the one before it, and its file has the movements that the checkpoints of its days are over.';
select inventory.isolate_by_tenant('inventory.archives');
grant insert on inventory.archives to bincard_app;

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
  from_day inventory.calendar_day,
  anchors bigint not null,
  wrong_anchor_day inventory.calendar_day,
  wrong_anchor_batch_id uuid,
  wrong_anchor_location_id uuid,
  wrong_anchor_what text,
  audit_entries bigint not null,
  wrong_audit_entity text,
  wrong_audit_entity_id text,
  wrong_audit_sequence bigint,
  wrong_audit_what text,
  transaction_id xid8 not null,
  movement_id uuid not null,
  primary key (tenant_id, id),
  constraint value_unknown__mode check (mode in ('FULL', 'ANCHORED', 'INCREMENTAL'))
);
comment on table inventory.verifications is
  'A run that recomputed the chains, the closed days and the audit log. wrong_day is the first closed day that does not verify, wrong_anchor_day and what follows it the first anchor that is not what the movements say, wrong_audit_sequence the first wrong entry of the audit log. An ANCHORED run began at the anchors of from_day. transaction_id and movement_id are the position up to which everything is verified.';
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
