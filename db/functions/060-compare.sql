-- Compare: every figure against what it is made of, in one pass over one snapshot. What each kind sets against what
-- is said here and nowhere else; reconcile, the API and the command line all read these functions.

create or replace function inventory.ledger_by_batch(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, batch_id uuid, location_id uuid, quantity bigint, sequence bigint,
  intake bigint, sold bigint, refunded bigint, adjusted bigint, transferred_in bigint, transferred_out bigint, expired bigint
) language sql stable
begin atomic
  select m.tenant_id, m.product_id, m.batch_id, m.location_id, sum(m.quantity)::bigint, count(*),
    coalesce(sum(m.quantity) filter (where m.kind in ('RECEIPT', 'INTAKE_CORRECTION', 'RECEIPT_VOID')), 0)::bigint,
    coalesce(-sum(m.quantity) filter (where m.kind in ('SALE', 'SALE_VOID')), 0)::bigint,
    coalesce(sum(m.quantity) filter (where m.kind = 'REFUND'), 0)::bigint,
    coalesce(sum(m.quantity) filter (where m.kind in ('ADJUSTMENT', 'COUNT')), 0)::bigint,
    coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_IN'), 0)::bigint,
    coalesce(-sum(m.quantity) filter (where m.kind = 'TRANSFER_OUT'), 0)::bigint,
    coalesce(-sum(m.quantity) filter (where m.kind = 'EXPIRY'), 0)::bigint
  from inventory.movements m
  where (p_product_id is null or m.product_id = p_product_id) and (p_location_id is null or m.location_id = p_location_id)
  group by m.tenant_id, m.product_id, m.batch_id, m.location_id;
end;
comment on function inventory.ledger_by_batch(uuid, uuid) is
  'What batch_stock must say, from the movements alone; of one product, one location, or all.';

create or replace function inventory.compare_batches(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, subject text, business_date date, expected bigint, actual bigint
) language sql stable
begin atomic
  select coalesce(l.tenant_id, b.tenant_id), coalesce(l.product_id, b.product_id), coalesce(l.location_id, b.location_id),
    coalesce(l.batch_id, b.batch_id), 'batch_stock.' || d.name, null::date, d.expected, d.actual
  from inventory.ledger_by_batch(p_product_id, p_location_id) l
  full join (
    select * from inventory.batch_stock s
    where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
  ) b on b.tenant_id = l.tenant_id and b.batch_id = l.batch_id and b.location_id = l.location_id
  cross join lateral (
    -- One line for a row, of the first figure that differs.
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
comment on function inventory.compare_batches(uuid, uuid) is
  'LEDGER_MISMATCH of batch_stock: each row whose figures are not the sums of its movements, by its first figure that differs; rows missing or too many count as zero.';

create or replace function inventory.ledger_by_day(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, business_date date, net bigint, purchases bigint, sales bigint, refunds bigint,
  adjustments bigint, transfers_in bigint, transfers_out bigint, expired bigint, closing bigint
) language sql stable
begin atomic
  select d.*, (sum(d.net) over (partition by d.tenant_id, d.product_id, d.location_id order by d.business_date))::bigint
  from (
    select m.tenant_id, m.product_id, m.location_id, m.business_date, sum(m.quantity)::bigint as net,
      coalesce(sum(m.quantity) filter (where m.kind in ('RECEIPT', 'INTAKE_CORRECTION', 'RECEIPT_VOID')), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.kind in ('SALE', 'SALE_VOID')), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.kind = 'REFUND'), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.kind in ('ADJUSTMENT', 'COUNT')), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_IN'), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_OUT'), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.kind = 'EXPIRY'), 0)::bigint
    from inventory.movements m
    where (p_product_id is null or m.product_id = p_product_id) and (p_location_id is null or m.location_id = p_location_id)
    group by m.tenant_id, m.product_id, m.location_id, m.business_date
  ) d;
end;
comment on function inventory.ledger_by_day(uuid, uuid) is
  'What daily_stock must say, from the movements alone; of one product, one location, or all.';

create or replace function inventory.compare_days(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, subject text, business_date date, expected bigint, actual bigint
) language sql stable
begin atomic
  select coalesce(l.tenant_id, d.tenant_id), coalesce(l.product_id, d.product_id), coalesce(l.location_id, d.location_id),
    null::uuid, 'daily_stock.' || f.name, coalesce(l.business_date, d.business_date), f.expected, f.actual
  from inventory.ledger_by_day(p_product_id, p_location_id) l
  full join (
    select * from inventory.daily_stock s
    where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
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
comment on function inventory.compare_days(uuid, uuid) is
  'LEDGER_MISMATCH of daily_stock: each day whose figures are not those of its movements, by its first figure that differs.';

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
      select coalesce(sum(r.base_quantity), 0)::bigint from inventory.reservations r
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
  select b.tenant_id, b.product_id, b.location_id, b.batch_id, 'batch_stock.head_hash', null::date, b.sequence, 0::bigint
  from inventory.batch_stock b
  join inventory.movements m
    on m.tenant_id = b.tenant_id and m.batch_id = b.batch_id and m.location_id = b.location_id and m.sequence = b.sequence
  where m.hash <> b.head_hash
    and (p_product_id is null or b.product_id = p_product_id) and (p_location_id is null or b.location_id = p_location_id);
end;
comment on function inventory.compare_heads(uuid, uuid) is
  'LEDGER_MISMATCH of a chain''s end: batch_stock holds another hash than the movement that it points to.';

create or replace function inventory.compare_channels(p_product_id uuid, p_location_id uuid) returns table (
  kind text, tenant_id uuid, product_id uuid, location_id uuid, channel text, subject text, expected bigint, actual bigint
) language sql stable
begin atomic
  with available as (
    select a.tenant_id, a.product_id, a.location_id, a.available, a.on_hand - a.expired as unexpired
    from inventory.stock_availability a where p_product_id is null or a.product_id = p_product_id
  ), totals as (
    select a.tenant_id, a.product_id, sum(a.available)::bigint as available, sum(a.unexpired)::bigint as unexpired
    from available a group by a.tenant_id, a.product_id
  )
  select 'CHANNEL_MISMATCH', c.tenant_id, c.product_id, c.location_id, c.channel, 'channel.quantity',
    coalesce(case when c.location_id is null then t.available else a.available end, 0), c.quantity
  from inventory.channel_stock c
  left join totals t on t.tenant_id = c.tenant_id and t.product_id = c.product_id
  left join available a on a.tenant_id = c.tenant_id and a.product_id = c.product_id and a.location_id = c.location_id
  where (p_product_id is null or c.product_id = p_product_id) and (p_location_id is null or c.location_id = p_location_id)
    and c.quantity <> coalesce(case when c.location_id is null then t.available else a.available end, 0)
  union all
  select 'TOTAL_MISMATCH', p.tenant_id, p.product_id, null, p.channel, 'channel.total', s.parts, p.total
  from inventory.channel_products p
  cross join lateral (
    select coalesce(sum(c.quantity), 0)::bigint as parts from inventory.channel_stock c
    where c.tenant_id = p.tenant_id and c.channel = p.channel and c.product_id = p.product_id
  ) s
  where p.total is not null and p.total <> s.parts and p_location_id is null and (p_product_id is null or p.product_id = p_product_id)
  union all
  select 'NOT_LISTED', p.tenant_id, p.product_id, null, p.channel,
    case when g.status = 'ACTIVE' then 'channel.visible' else 'products.status' end, t.available, 0
  from inventory.channel_products p
  join inventory.products g on g.tenant_id = p.tenant_id and g.id = p.product_id
  join totals t on t.tenant_id = p.tenant_id and t.product_id = p.product_id
  where t.available > 0 and p_location_id is null and (g.status <> 'ACTIVE' or p.visible = false)
    and (p_product_id is null or p.product_id = p_product_id)
  union all
  -- Stock that no channel can show because the product is not sold at all.
  select 'NOT_LISTED', g.tenant_id, g.id, null, null, 'products.status', t.available, 0
  from inventory.products g
  join totals t on t.tenant_id = g.tenant_id and t.product_id = g.id
  where t.available > 0 and g.status <> 'ACTIVE' and p_location_id is null and (p_product_id is null or g.id = p_product_id)
    and not exists (select from inventory.channel_products p where p.tenant_id = g.tenant_id and p.product_id = g.id);
end;
comment on function inventory.compare_channels(uuid, uuid) is
  'CHANNEL_MISMATCH (a channel''s figure is not what is available), TOTAL_MISMATCH (its total is not the sum of its parts), NOT_LISTED (stock to sell of a product that is inactive or that the channel does not show).';

create or replace function inventory.compare_stock(p_product_id uuid, p_location_id uuid, p_kinds text[]) returns table (
  kind text, tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, channel text, subject text, business_date date,
  expected bigint, actual bigint, cause text
) language sql stable
-- It adds millions of rows up: with the usual 4 MB every step of it goes through the disk.
set work_mem = '128MB' set jit = off
begin atomic
  with found as (
    select 'LEDGER_MISMATCH' as kind, b.tenant_id, b.product_id, b.location_id, b.batch_id, null::text as channel, b.subject,
      b.business_date, b.expected, b.actual
    from inventory.compare_batches(p_product_id, p_location_id) b
    where p_kinds is null or 'LEDGER_MISMATCH' = any (p_kinds)
    union all
    select 'LEDGER_MISMATCH', h.tenant_id, h.product_id, h.location_id, h.batch_id, null, h.subject, h.business_date, h.expected, h.actual
    from inventory.compare_heads(p_product_id, p_location_id) h
    where p_kinds is null or 'LEDGER_MISMATCH' = any (p_kinds)
    union all
    select 'LEDGER_MISMATCH', d.tenant_id, d.product_id, d.location_id, null, null, d.subject, d.business_date, d.expected, d.actual
    from inventory.compare_days(p_product_id, p_location_id) d
    where p_kinds is null or 'LEDGER_MISMATCH' = any (p_kinds)
    union all
    select 'BATCH_MISMATCH', l.tenant_id, l.product_id, l.location_id, null, null, l.subject, null, l.expected, l.actual
    from inventory.compare_levels(p_product_id, p_location_id) l
    where p_kinds is null or 'BATCH_MISMATCH' = any (p_kinds)
    union all
    select c.kind, c.tenant_id, c.product_id, c.location_id, null, c.channel, c.subject, null, c.expected, c.actual
    from inventory.compare_channels(p_product_id, p_location_id) c
    where p_kinds is null or c.kind = any (p_kinds)
    union all
    select 'CHANNEL_MISMATCH', m.tenant_id, m.product_id, m.location_id, m.batch_id, m.channel, 'mapping.quantity', null, m.expected, m.actual
    from inventory.compare_mappings(p_product_id, p_location_id) m
    where p_kinds is null or 'CHANNEL_MISMATCH' = any (p_kinds)
  )
  select f.kind, f.tenant_id, f.product_id, f.location_id, f.batch_id, f.channel, f.subject, f.business_date, f.expected, f.actual, (
    -- Who wrote the figure past the ledger, as far as the audit log saw it.
    select format('%s of %s by %s at %s', a.action, a.entity, a.actor, inventory.utc_text(a.at))
    from inventory.audit_log a
    where a.tenant_id = f.tenant_id and a.entity = split_part(f.subject, '.', 1)
      and a.entity_id = concat_ws('/', coalesce(f.batch_id, f.product_id)::text, f.location_id::text, f.business_date::text)
    order by a.id desc limit 1)
  from found f
  order by array_position(array['LEDGER_MISMATCH', 'BATCH_MISMATCH', 'CHANNEL_MISMATCH', 'TOTAL_MISMATCH', 'NOT_LISTED'], f.kind),
    f.product_id, f.location_id, f.batch_id, f.business_date, f.channel, f.subject;
end;
comment on function inventory.compare_stock(uuid, uuid, text[]) is
  'Every discrepancy of some kinds (or all), of one product, one location, or all, with its cause where the audit log shows one. One statement, so one snapshot.';

grant execute on function inventory.ledger_by_batch(uuid, uuid), inventory.ledger_by_day(uuid, uuid),
  inventory.compare_batches(uuid, uuid), inventory.compare_days(uuid, uuid), inventory.compare_levels(uuid, uuid),
  inventory.compare_heads(uuid, uuid), inventory.compare_channels(uuid, uuid), inventory.compare_stock(uuid, uuid, text[])
  to bincard_app;
