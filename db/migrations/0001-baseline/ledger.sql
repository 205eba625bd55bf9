-- The ledger: every movement of stock, appended by the triggers of documents and never changed.

-- The batch and the location need no foreign key here: the ledger's trigger updates their row in batch_stock, which has the
-- foreign keys, and refuses a movement without it. What a reversal reverses is looked up by a trigger (movement_archived.sql):
-- it may be moved out to an archive afterwards.
create table inventory.movements (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  product_id uuid not null,
  batch_id uuid not null,
  location_id uuid not null,
  quantity bigint not null,
  sequence bigint not null,
  balance_before bigint not null,
  balance_after bigint not null,
  business_date inventory.calendar_day not null,
  recorded_at inventory.moment not null,
  actor text not null,
  reason text,
  reverses_id uuid,
  document_type text not null,
  document_id uuid not null,
  document_line_id uuid,
  hash bytea not null,
  transaction_id xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, id),
  -- Movements go in anywhere: with room in its pages, the index splits them less often.
  constraint chain_broken unique (tenant_id, batch_id, location_id, sequence) with (fillfactor = 70),
  constraint chain_broken__balance check (inventory.continues_chain(sequence, balance_before, quantity, balance_after)),
  constraint movement_sign check (inventory.movement_sign(kind, quantity)),
  constraint reversal_without_original check
    (inventory.is_reversal(kind) = (reverses_id is not null))
);
create index movements_by_product on inventory.movements (tenant_id, product_id, id);
create index movements_by_original on inventory.movements (tenant_id, reverses_id, id) where reverses_id is not null;
create index movements_by_document on inventory.movements (tenant_id, document_id);
create index movements_by_transaction on inventory.movements (tenant_id, transaction_id, id);
comment on table inventory.movements is
  'The ledger. Each row moves one batch at one location by a signed quantity; the rows of a batch at a location form a chain. A reader that follows the ledger goes by transaction_id, which tells what is safely committed.';
comment on constraint chain_broken on inventory.movements is
  'The movements of a batch at a location form one gap-free chain, each starting at the balance where the one before ended.';
comment on constraint movement_sign on inventory.movements is
  'A movement has a known kind and the sign of that kind: positive in, negative out, never zero.';
comment on constraint reversal_without_original on inventory.movements is
  'A void or refund movement names the movement that it reverses, and no other movement does.';
select inventory.isolate_by_tenant('inventory.movements');
