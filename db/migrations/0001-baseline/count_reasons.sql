-- Why counted quantities differed from what was expected, as people found out.

create table inventory.stock_count_reasons (
  tenant_id uuid not null,
  stock_count_id uuid not null,
  batch_id uuid not null,
  reason_number bigint not null,
  reason text not null,
  note text,
  actor text not null,
  recorded_at inventory.moment not null,
  primary key (tenant_id, stock_count_id, batch_id, reason_number),
  constraint stock_count_unknown foreign key (tenant_id, stock_count_id, batch_id)
    references inventory.stock_count_lines (tenant_id, stock_count_id, batch_id),
  constraint value_unknown__reason check (reason in ('DAMAGE', 'THEFT', 'MISPLACED', 'MIXED_UP', 'SALE_NOT_RECORDED',
    'RECEIPT_NOT_RECORDED', 'TRANSFER_NOT_RECORDED', 'WRONG_UNIT', 'MISCOUNTED', 'OTHER')),
  constraint text_invalid__note check (btrim(note) <> '' and length(note) <= 2000)
);
comment on table inventory.stock_count_reasons is
  'Why the quantity of a line of a stock count differed from what was expected. The last reason of a line counts; those before it stay.';
comment on constraint stock_count_unknown on inventory.stock_count_reasons is 'A count line, and each of its entries, belongs to a stock count of its own tenant.';
comment on constraint value_unknown__reason on inventory.stock_count_reasons is 'A kind, status or other coded value is one of those allowed.';
select inventory.isolate_by_tenant('inventory.stock_count_reasons');
grant insert on inventory.stock_count_reasons to bincard_app;
