-- What was paid for batches beside their receipt lines, and what it did to the value of stock.

create table inventory.batch_costs (
  tenant_id uuid not null,
  id uuid not null,
  batch_id uuid,
  receipt_id uuid,
  kind text not null default 'OTHER',
  amount inventory.money not null,
  spread_by text not null default 'QUANTITY',
  weights jsonb,
  reason text not null,
  business_date inventory.calendar_day not null,
  backdated boolean not null default false,
  recorded_at inventory.moment not null default now(),
  actor text not null,
  primary key (tenant_id, id),
  constraint batch_unknown foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint receipt_unknown foreign key (tenant_id, receipt_id) references inventory.receipts (tenant_id, id),
  constraint value_unknown__kind check (kind in ('GOODS', 'FREIGHT', 'DUTY', 'INSURANCE', 'OTHER')),
  constraint value_unknown__spread_by check (spread_by in ('VALUE', 'WEIGHT', 'QUANTITY')),
  constraint value_unknown__weights check (weights is null or jsonb_typeof(weights) = 'object'),
  constraint quantity_zero__amount check (amount <> 0 or kind = 'GOODS'), -- goods may be free of charge
  constraint cost_basis_missing check ((batch_id is null) <> (receipt_id is null)),
  constraint reason_missing check (btrim(reason) <> '' and length(reason) <= 2000)
);
create index batch_costs_by_batch on inventory.batch_costs (tenant_id, batch_id, id) where batch_id is not null;
create index batch_costs_by_receipt on inventory.batch_costs (tenant_id, receipt_id, id) where receipt_id is not null;
create index batch_costs_by_date on inventory.batch_costs (tenant_id, business_date, id);
comment on table inventory.batch_costs is
  'A cost of one batch, or of all batches of a receipt, that its receipt line does not have: freight, duty, an invoice that came later. It counts from its business date. weights: a batch''s id and its weight, where it is spread by WEIGHT.';
comment on constraint cost_basis_missing on inventory.batch_costs is
  'A cost is of one batch or of one receipt, and each batch that it is spread over has what it is spread by: a unit cost, a weight or a quantity.';
select inventory.isolate_by_tenant('inventory.batch_costs');
grant insert on inventory.batch_costs to bincard_app;

create table inventory.batch_cost_lines (
  tenant_id uuid not null,
  cost_id uuid not null,
  batch_id uuid not null,
  kind text not null,
  business_date inventory.calendar_day not null,
  amount inventory.money not null,
  quantity bigint not null,
  unit_amount inventory.exact_amount not null,
  constraint cost_not_conserved foreign key (tenant_id, cost_id) references inventory.batch_costs (tenant_id, id),
  constraint batch_unknown foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id)
);
create index batch_cost_lines_by_batch on inventory.batch_cost_lines (tenant_id, batch_id, cost_id);
alter table inventory.batch_cost_lines add primary key (tenant_id, cost_id, batch_id);
comment on table inventory.batch_cost_lines is
  'A batch''s share of a cost: the shares of a cost add up to its amount. quantity is the batch''s intake, and unit_amount what the share adds to each unit of it.';
comment on constraint cost_not_conserved on inventory.batch_cost_lines is
  'The shares of a cost add up to its amount, and stock is worth what came in less what went out, each at the cost of its batch.';
select inventory.isolate_by_tenant('inventory.batch_cost_lines');

-- Beside daily_stock, which has what movements did: what costs did, which come without a movement.
create table inventory.daily_costs (
  tenant_id uuid not null,
  product_id uuid not null,
  location_id uuid not null,
  business_date inventory.calendar_day not null,
  purchases_value inventory.exact_amount not null,
  sales_value inventory.exact_amount not null,
  adjustments_value inventory.exact_amount not null,
  transfers_value inventory.exact_amount not null,
  without_cost bigint not null default 0,
  transfers_without_cost bigint not null default 0,
  sold_without_cost bigint not null default 0,
  constraint stock_written_outside_ledger foreign key (tenant_id, product_id, location_id)
    references inventory.stock_levels (tenant_id, product_id, location_id)
);
create index daily_costs_by_date on inventory.daily_costs (tenant_id, business_date, product_id, location_id);
alter table inventory.daily_costs add primary key (tenant_id, product_id, location_id, business_date);
comment on table inventory.daily_costs is
  'Per product, location and business date with a cost: what all costs up to its end have added to the value that came in, was sold, was written off, was transferred, beside what daily_stock says. A cost adds to the goods that are left, and to those that are gone.';
select inventory.isolate_by_tenant('inventory.daily_costs');
