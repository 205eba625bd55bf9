-- Compares every projected figure with the ledger, and every stock level with its batches.

create or replace function inventory.compare_batches(p_product_id uuid, p_location_id uuid, p_from date) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, subject text, business_date date, expected bigint, actual bigint
) language sql stable
begin atomic
  select coalesce(l.tenant_id, b.tenant_id), coalesce(l.product_id, b.product_id), coalesce(l.location_id, b.location_id),
    coalesce(l.batch_id, b.batch_id), 'batch_stock.' || d.name, null::date, d.expected, d.actual
  from (
    select * from inventory.ledger_by_batch(p_product_id, p_location_id) where p_from is null
    union all
    select * from inventory.ledger_by_batch_from(p_from, p_product_id, p_location_id) where p_from is not null
  ) l
  full join (
    select * from inventory.batch_stock s
    where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
  ) b on b.tenant_id = l.tenant_id and b.batch_id = l.batch_id and b.location_id = l.location_id
  cross join lateral (
    -- One line per row: the first figure that differs.
    select f.name, f.expected, f.actual
    from (values
      (1, 'quantity', coalesce(l.quantity, 0), coalesce(b.quantity, 0)),
      (2, 'sequence', coalesce(l.sequence, 0), coalesce(b.sequence, 0)),
      (3, 'intake_quantity', coalesce(l.intake, 0), coalesce(b.intake_quantity, 0)),
      (4, 'sold_quantity', coalesce(l.sold, 0), coalesce(b.sold_quantity, 0)),
      (5, 'refunded_quantity', coalesce(l.refunded, 0), coalesce(b.refunded_quantity, 0)),
      (6, 'adjusted_quantity', coalesce(l.adjusted, 0), coalesce(b.adjusted_quantity, 0)),
      (7, 'transferred_in_quantity', coalesce(l.transferred_in, 0), coalesce(b.transferred_in_quantity, 0)),
      (8, 'transferred_out_quantity', coalesce(l.transferred_out, 0), coalesce(b.transferred_out_quantity, 0)),
      (9, 'expired_quantity', coalesce(l.expired, 0), coalesce(b.expired_quantity, 0))
    ) f (place, name, expected, actual)
    where f.expected <> f.actual
    order by f.place limit 1
  ) d
  where (l.quantity, l.sequence, l.intake, l.sold, l.refunded, l.adjusted, l.transferred_in, l.transferred_out, l.expired)
    is distinct from (b.quantity, b.sequence, b.intake_quantity, b.sold_quantity, b.refunded_quantity, b.adjusted_quantity,
      b.transferred_in_quantity, b.transferred_out_quantity, b.expired_quantity);
end;
comment on function inventory.compare_batches(uuid, uuid, date) is
  'LEDGER_MISMATCH of batch_stock: each row whose figures are not the sums of its movements (or of its anchor at the end of a closed day and the movements since), with the first figure that differs; a missing or surplus row counts as zero.';

create or replace function inventory.compare_terms(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, subject text, business_date date, expected bigint, actual bigint
) language sql stable
begin atomic
  select s.tenant_id, s.product_id, s.location_id, s.batch_id, f.subject, null::date, f.expected, f.actual
  from inventory.batch_stock s
  join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
  join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
  cross join lateral (values
    ('batch_stock.expiry_date', coalesce(to_char(l.expiry_date, 'YYYYMMDD')::bigint, 0), coalesce(to_char(s.expiry_date, 'YYYYMMDD')::bigint, 0)),
    ('batch_stock.held', inventory.is_held(inventory.hold_of(b.hold, l.hold))::integer::bigint, s.held::integer::bigint)
  ) f (subject, expected, actual)
  where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
    and row(s.expiry_date, s.held) is distinct from row(l.expiry_date, inventory.is_held(inventory.hold_of(b.hold, l.hold)))
    and f.expected <> f.actual;
end;
comment on function inventory.compare_terms(uuid, uuid) is
  'LEDGER_MISMATCH of what batch_stock repeats: its expiry date (as the number YYYYMMDD, 0 for none) is not the lot''s, or held (1 or 0) is not what its lot and batch say.';

create or replace function inventory.compare_days(p_product_id uuid, p_location_id uuid, p_from date) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, subject text, business_date date, expected bigint, actual bigint
) language sql stable
begin atomic
  select coalesce(l.tenant_id, d.tenant_id), coalesce(l.product_id, d.product_id), coalesce(l.location_id, d.location_id),
    null::uuid, 'daily_stock.' || f.name, coalesce(l.business_date, d.business_date), f.expected, f.actual
  from (
    select * from inventory.ledger_by_day(p_product_id, p_location_id) where p_from is null
    union all
    select * from inventory.ledger_by_day_from(p_from, p_product_id, p_location_id) where p_from is not null
  ) l
  full join (
    select * from inventory.daily_stock s
    where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
      and (p_from is null or s.business_date > p_from)
  ) d on d.tenant_id = l.tenant_id and d.product_id = l.product_id and d.location_id = l.location_id
    and d.business_date = l.business_date
  cross join lateral (
    select v.name, v.expected, v.actual
    from (values
      (1, 'opening', coalesce(l.closing - l.net, 0), coalesce(d.opening, 0)),
      (2, 'purchases', coalesce(l.purchases, 0), coalesce(d.purchases, 0)),
      (3, 'sales', coalesce(l.sales, 0), coalesce(d.sales, 0)),
      (4, 'refunds', coalesce(l.refunds, 0), coalesce(d.refunds, 0)),
      (5, 'adjustments', coalesce(l.adjustments, 0), coalesce(d.adjustments, 0)),
      (6, 'transfers_in', coalesce(l.transfers_in, 0), coalesce(d.transfers_in, 0)),
      (7, 'transfers_out', coalesce(l.transfers_out, 0), coalesce(d.transfers_out, 0)),
      (8, 'expired', coalesce(l.expired, 0), coalesce(d.expired, 0)),
      (9, 'closing', coalesce(l.closing, 0), coalesce(d.closing, 0))
    ) v (place, name, expected, actual)
    where v.expected <> v.actual
    order by v.place limit 1
  ) f
  where (l.closing - l.net, l.purchases, l.sales, l.refunds, l.adjustments, l.transfers_in, l.transfers_out, l.expired, l.closing)
    is distinct from (d.opening, d.purchases, d.sales, d.refunds, d.adjustments, d.transfers_in, d.transfers_out, d.expired, d.closing);
end;
comment on function inventory.compare_days(uuid, uuid, date) is
  'LEDGER_MISMATCH of daily_stock: each day (or each after a closed day, from its anchors) whose figures are not the sums of its movements, with the first figure that differs.';

create or replace function inventory.compare_levels(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, subject text, business_date date, expected bigint, actual bigint
) language sql stable
begin atomic
  select coalesce(b.tenant_id, s.tenant_id), coalesce(b.product_id, s.product_id), coalesce(b.location_id, s.location_id),
    null::uuid, f.subject, null::date, f.expected, f.actual
  from (
    select bs.tenant_id, bs.product_id, bs.location_id, sum(bs.quantity)::bigint as quantity
    from inventory.batch_stock bs
    where (p_product_id is null or bs.product_id = p_product_id) and (p_location_id is null or bs.location_id = p_location_id)
    group by bs.tenant_id, bs.product_id, bs.location_id
  ) b
  full join (
    select s.*, case when s.reserved_until is null then 0 else (
      select coalesce(sum(r.remaining_quantity), 0)::bigint from inventory.reservations r
      where r.tenant_id = s.tenant_id and r.product_id = s.product_id and r.location_id = s.location_id
        and r.status = 'ACTIVE' and r.expires_at >= s.reserved_until) end as held
    from inventory.stock_levels s
    where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
  ) s on s.tenant_id = b.tenant_id and s.product_id = b.product_id and s.location_id = b.location_id
  cross join lateral (values
    ('stock_levels.on_hand', coalesce(b.quantity, 0), coalesce(s.on_hand, 0)),
    ('stock_levels.reserved', coalesce(s.held, 0), coalesce(s.reserved, 0))
  ) f (subject, expected, actual)
  where f.expected <> f.actual;
end;
comment on function inventory.compare_levels(uuid, uuid) is
  'BATCH_MISMATCH: each stock level that is not the sum of its batches, or whose reserved figure is not what its reservations hold.';

create or replace function inventory.compare_heads(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, subject text, business_date date, expected bigint, actual bigint
) language sql stable
begin atomic
  select b.tenant_id, b.product_id, b.location_id, b.batch_id,
    case when m.hash <> b.head_hash then 'batch_stock.head_hash' else 'batch_stock.last_business_date' end, null::date, b.sequence, 0::bigint
  from inventory.batch_stock b
  join inventory.movements m
    on m.tenant_id = b.tenant_id and m.batch_id = b.batch_id and m.location_id = b.location_id and m.sequence = b.sequence
  where (m.hash <> b.head_hash or m.business_date <> b.last_business_date)
    and (p_product_id is null or b.product_id = p_product_id) and (p_location_id is null or b.location_id = p_location_id)
  union all
  select b.tenant_id, b.product_id, b.location_id, b.batch_id,
    case when e.hash <> b.head_hash then 'batch_stock.head_hash' else 'batch_stock.last_business_date' end, null::date, b.sequence, 0::bigint
  from inventory.batch_stock b
  cross join lateral ( -- chains that have not moved since an archive
    select x.hash, x.business_date from inventory.archived_ends x
    where x.tenant_id = b.tenant_id and x.batch_id = b.batch_id and x.location_id = b.location_id and x.sequence = b.sequence
  ) e
  where exists (select from inventory.archives) and (e.hash <> b.head_hash or e.business_date <> b.last_business_date)
    and (p_product_id is null or b.product_id = p_product_id) and (p_location_id is null or b.location_id = p_location_id);
end;
comment on function inventory.compare_heads(uuid, uuid) is
  'LEDGER_MISMATCH at a chain''s end: the hash or the date in batch_stock is not that of the movement with its sequence, or of the anchor where an archive ends.';

grant execute on function inventory.compare_batches(uuid, uuid, date), inventory.compare_terms(uuid, uuid),
  inventory.compare_days(uuid, uuid, date),
  inventory.compare_levels(uuid, uuid), inventory.compare_heads(uuid, uuid) to bincard_app;
