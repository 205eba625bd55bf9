-- Stock figures, kept by the ledger's own trigger in the transaction of the movement. Nothing else may write them.

create table inventory.stock_levels (
  tenant_id uuid not null,
  product_id uuid not null,
  location_id uuid not null,
  on_hand inventory.stock_quantity not null default 0,
  reserved bigint not null default 0,
  reserved_until inventory.moment,
  last_movement_at inventory.moment,
  last_business_date inventory.calendar_day,
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint reserved_exceeds_stock check (reserved >= 0 and reserved <= on_hand)
) with (fillfactor = 70);
create index stock_levels_by_location on inventory.stock_levels (tenant_id, location_id, product_id);
alter table inventory.stock_levels add primary key (tenant_id, product_id, location_id);
comment on table inventory.stock_levels is
  'Per product and location: what is on hand, and what was reserved when the row was last written. The first of those reservations expires at reserved_until.';
comment on constraint reserved_exceeds_stock on inventory.stock_levels is
  'Reserved stock is never negative and never more than what is on hand.';
select inventory.isolate_by_tenant('inventory.stock_levels');

-- product_id and received_at repeat what never changes of the batch, so that FEFO reads one index in order. expiry_date and
-- held repeat its lot's expiry date and whether the lot or the batch is held: only the ledger's functions write this table,
-- and a change of a lot or batch writes them here (refresh_stock_terms), so that a sale needs to read neither.
-- in_stock keeps empty batches out of that index; as it does not change while stock lasts, updates stay heap-only.
create table inventory.batch_stock (
  tenant_id uuid not null,
  batch_id uuid not null,
  location_id uuid not null,
  product_id uuid not null,
  expiry_date inventory.calendar_day,
  held boolean not null default false,
  received_at inventory.moment not null,
  quantity inventory.stock_quantity not null default 0,
  in_stock boolean not null default false,
  sequence bigint not null default 0,
  last_business_date inventory.calendar_day not null,
  head_hash bytea not null,
  frozen boolean not null default false,
  intake_quantity bigint not null default 0,
  sold_quantity bigint not null default 0,
  refunded_quantity bigint not null default 0,
  adjusted_quantity bigint not null default 0,
  transferred_in_quantity bigint not null default 0,
  transferred_out_quantity bigint not null default 0,
  expired_quantity bigint not null default 0,
  unit_value inventory.exact_amount not null default 0,
  cost_known boolean not null default false,
  costed_on inventory.calendar_day,
  constraint batch_has_history foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint stock_written_outside_ledger foreign key (tenant_id, product_id, location_id)
    references inventory.stock_levels (tenant_id, product_id, location_id)
) with (fillfactor = 70);
create index batch_stock_fefo on inventory.batch_stock (tenant_id, product_id, location_id, expiry_date, received_at, batch_id)
  where in_stock;
alter table inventory.batch_stock add primary key (tenant_id, batch_id, location_id);
comment on table inventory.batch_stock is
  'Per batch and location: what is left, the sums by kind, and the end of the chain (sequence, last_business_date, head_hash). unit_value is what one unit has cost so far, cost_known whether that has what the goods themselves cost, costed_on the date of the last cost that was added. A frozen chain failed its verification and takes no movement.';
comment on constraint batch_has_history on inventory.batch_stock is
  'A batch with movements is not deleted, and its receipt is not voided once anything but the intake has moved.';
comment on constraint stock_written_outside_ledger on inventory.batch_stock is
  'Stock figures are written by the ledger''s own functions and by nothing else.';
select inventory.isolate_by_tenant('inventory.batch_stock');

create table inventory.daily_stock (
  tenant_id uuid not null,
  product_id uuid not null,
  location_id uuid not null,
  business_date inventory.calendar_day not null,
  opening bigint not null,
  purchases bigint not null default 0,
  sales bigint not null default 0,
  refunds bigint not null default 0,
  adjustments bigint not null default 0,
  transfers_in bigint not null default 0,
  transfers_out bigint not null default 0,
  expired bigint not null default 0,
  closing bigint not null,
  purchases_value inventory.exact_amount not null default 0,
  sales_value inventory.exact_amount not null default 0,
  adjustments_value inventory.exact_amount not null default 0,
  transfers_value inventory.exact_amount not null default 0,
  without_cost bigint not null default 0,
  transfers_without_cost bigint not null default 0,
  sold_quantity bigint not null default 0,
  sold_without_cost bigint not null default 0,
  revenue inventory.exact_amount not null default 0,
  sold_without_price bigint not null default 0,
  returned_without_price bigint not null default 0,
  constraint stock_written_outside_ledger foreign key (tenant_id, product_id, location_id)
    references inventory.stock_levels (tenant_id, product_id, location_id),
  constraint day_unbalanced check
    (inventory.is_balanced(opening, purchases, sales, refunds, adjustments, transfers_in, transfers_out, expired, closing))
) with (fillfactor = 85);
create index daily_stock_by_date on inventory.daily_stock (tenant_id, business_date, product_id, location_id);
alter table inventory.daily_stock add primary key (tenant_id, product_id, location_id, business_date);
comment on table inventory.daily_stock is
  'Per product, location and business date: the opening, copied from the closing before it, the signed sums by kind and the closing. The columns from purchases_value on are totals of all days up to the end of this one, so that a period is the difference of two rows: what moved was worth (signed, at the cost that its batch had then; sales_value less refunds, adjustments_value with counts and expiry), what is on hand without a cost, what has come in less what has gone out by transfers without one, what was sold less refunds, how much of it without a cost, for how much, how much of it without a price, and how much without a price has come back, by refunds and voids.';
comment on constraint day_unbalanced on inventory.daily_stock is
  'A day''s closing stock is its opening plus the sums of its movements.';
select inventory.isolate_by_tenant('inventory.daily_stock');
