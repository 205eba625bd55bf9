-- Stock counts: what people counted against what the ledger says.

create table inventory.stock_counts (
  tenant_id uuid not null,
  id uuid not null,
  location_id uuid not null,
  product_ids uuid[],
  status text not null default 'OPEN',
  started_by text not null,
  started_at inventory.moment not null default now(),
  business_date inventory.calendar_day not null,
  posted_by text,
  posted_at inventory.moment,
  post_reason text,
  blind boolean not null default false,
  automatic boolean not null default false,
  cancelled_by text,
  cancelled_at inventory.moment,
  settled_at inventory.moment,
  settled_by text,
  primary key (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint value_unknown__status check (status in ('OPEN', 'POSTED', 'CANCELLED')),
  constraint reason_missing check (status <> 'POSTED'
    or (post_reason is not null and btrim(post_reason) <> '' and length(post_reason) <= 2000))
);
create index stock_counts_by_location on inventory.stock_counts (tenant_id, location_id, id);
create index stock_counts_settled on inventory.stock_counts (tenant_id, settled_at) where status = 'OPEN' and settled_at is not null;
create index stock_counts_by_date on inventory.stock_counts (tenant_id, business_date, id);
comment on table inventory.stock_counts is 'A count of the batches at a location, of some products (product_ids) or of all. Of a blind one nobody is shown what is expected of a batch before its quantity is settled; automatic: it was posted without an approval, each batch within the tolerance. settled_at and settled_by: when, and by whose quantities, its last batch was settled, where it was not posted at once and so waits for an approval.';
select inventory.isolate_by_tenant('inventory.stock_counts');
grant insert, update (status, post_reason) on inventory.stock_counts to bincard_app;

create table inventory.stock_count_lines (
  tenant_id uuid not null,
  id uuid not null,
  stock_count_id uuid not null,
  location_id uuid not null,
  product_id uuid not null,
  batch_id uuid not null,
  version bigint not null default 0,
  expected_quantity bigint not null,
  seen_sequence bigint not null,
  counted_quantity bigint,
  counted_by text,
  counted_at inventory.moment,
  rebased_at inventory.moment,
  first_sequence bigint not null default 0,
  settled_tally bigint,
  tolerance_percent integer,
  primary key (tenant_id, id),
  constraint stock_count_unknown foreign key (tenant_id, stock_count_id) references inventory.stock_counts (tenant_id, id),
  constraint batch_unknown foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint batch_counted_twice unique (tenant_id, stock_count_id, batch_id),
  constraint count_negative check (counted_quantity >= 0),
  constraint quantity_too_large check (counted_quantity <= inventory.largest_quantity())
);
create index stock_count_lines_by_batch on inventory.stock_count_lines (tenant_id, batch_id, location_id, counted_at);
create index stock_count_lines_by_product on inventory.stock_count_lines (tenant_id, product_id, location_id, stock_count_id);
comment on table inventory.stock_count_lines is
  'What was counted of a batch. counted_quantity is the figure of its entries with the goods that moved since they were counted; version is how many entries it has. expected_quantity and seen_sequence are its balance and the end of its chain when the line was made, and again with each entry: the figure does not cover movements after that. first_sequence is the end of the chain when the line was made. Of a blind count settled_tally is the tally that another one or the books agreed with, within tolerance_percent: counted_quantity is that of the tally, and null before.';
comment on constraint stock_count_unknown on inventory.stock_count_lines is 'A count line, and each of its entries, belongs to a stock count of its own tenant.';
comment on constraint batch_counted_twice on inventory.stock_count_lines is 'A stock count has one line for a batch.';
comment on constraint count_negative on inventory.stock_count_lines is 'A counted quantity is zero or more.';
select inventory.isolate_by_tenant('inventory.stock_count_lines');
grant insert, update (rebased_at) on inventory.stock_count_lines to bincard_app;

create table inventory.stock_count_entries (
  tenant_id uuid not null,
  stock_count_id uuid not null,
  batch_id uuid not null,
  entry_number bigint not null,
  line_number integer,
  mode text not null default 'SET',
  quantity bigint not null,
  unit text not null,
  factor bigint not null,
  base_quantity bigint not null,
  sequence bigint not null,
  chain_sequence bigint not null,
  expected_version bigint,
  actor text not null,
  recorded_at inventory.moment not null,
  primary key (tenant_id, stock_count_id, batch_id, entry_number),
  constraint stock_count_unknown foreign key (tenant_id, stock_count_id, batch_id)
    references inventory.stock_count_lines (tenant_id, stock_count_id, batch_id),
  constraint value_unknown__mode check (mode in ('SET', 'ADD')),
  constraint count_negative check (quantity >= 0),
  constraint quantity_too_large check (base_quantity <= inventory.largest_quantity()),
  constraint sequence_not_reached check (sequence between 0 and chain_sequence)
);
comment on table inventory.stock_count_entries is
  'Every quantity that somebody recorded for a line of a stock count; none is overwritten. SET begins the figure anew, ADD adds to it. sequence is the position of the batch''s chain at which it was counted, chain_sequence the end of the chain when it was recorded, line_number its line in the request.';
comment on constraint stock_count_unknown on inventory.stock_count_entries is 'A count line, and each of its entries, belongs to a stock count of its own tenant.';
comment on constraint count_negative on inventory.stock_count_entries is 'A counted quantity is zero or more.';
comment on constraint sequence_not_reached on inventory.stock_count_entries is
  'A quantity is counted at a position that the batch''s chain has reached, and in a blind count at none from before it began.';
select inventory.isolate_by_tenant('inventory.stock_count_entries');
grant insert on inventory.stock_count_entries to bincard_app;

create table inventory.stock_count_tallies (
  tenant_id uuid not null,
  stock_count_id uuid not null,
  batch_id uuid not null,
  tally_number bigint not null,
  entry_number bigint not null,
  quantity bigint not null,
  sequence bigint not null,
  actor text not null,
  recorded_at inventory.moment not null,
  primary key (tenant_id, stock_count_id, batch_id, tally_number),
  constraint stock_count_unknown foreign key (tenant_id, stock_count_id, batch_id)
    references inventory.stock_count_lines (tenant_id, stock_count_id, batch_id),
  constraint count_negative check (quantity >= 0),
  constraint quantity_too_large check (quantity <= inventory.largest_quantity())
);
comment on table inventory.stock_count_tallies is
  'What one person found of a batch in a blind count, when that person had finished it: the sum of his or her entries up to entry_number since the last SET, at the earliest position of the chain at which one of them was counted. Base units.';
comment on constraint stock_count_unknown on inventory.stock_count_tallies is 'A count line, and each of its entries, belongs to a stock count of its own tenant.';
comment on constraint count_negative on inventory.stock_count_tallies is 'A counted quantity is zero or more.';
select inventory.isolate_by_tenant('inventory.stock_count_tallies');
grant insert on inventory.stock_count_tallies to bincard_app;
