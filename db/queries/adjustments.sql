-- Adjustments, and what waits for an approval.

-- name: pending_approvals :many
-- Adjustments, transfers, closings of transfers and stock counts that have waited for an approval for at least so many days, the oldest first.
-- not null: requestedBy, requestedAt, waitingDays
select w.kind, w.id, w.requested_by as "requestedBy", inventory.utc_text(w.requested_at) as "requestedAt",
  floor(extract(epoch from now() - w.requested_at) / 86400)::integer as "waitingDays"
from (
  select 'ADJUSTMENT' as kind, a.id, a.requested_by, a.requested_at from inventory.adjustments a where a.status = 'PENDING'
  union all
  select 'TRANSFER', t.id, t.requested_by, t.requested_at from inventory.transfers t where t.status = 'REQUESTED'
  union all
  -- Once all has arrived there is nothing left to approve.
  select 'TRANSFER_SHORT', c.transfer_id, c.requested_by, c.requested_at from inventory.transfer_closings c
  join inventory.transfers t on t.tenant_id = c.tenant_id and t.id = c.transfer_id
  where c.status = 'PENDING' and t.status in ('DISPATCHED', 'PARTIALLY_RECEIVED')
  union all
  -- A batch that nobody had expected may have been found since.
  select 'STOCK_COUNT', c.id, c.settled_by, c.settled_at from inventory.stock_counts c
  where c.status = 'OPEN' and c.settled_at is not null and not exists (
    select from inventory.stock_count_lines l
    where l.tenant_id = c.tenant_id and l.stock_count_id = c.id and l.settled_tally is null)
) w
where w.requested_at <= now() - make_interval(days => :olderThanDays::integer)
order by w.requested_at, w.id
limit 10000;

-- name: approvals_in_words :many
-- What waits for an approval and what it would do, the oldest first, for the person who decides.
-- not null: what, requestedBy, requestedAt
select w.kind, w.id, w.what, w.reason, w.requested_by as "requestedBy", inventory.utc_text(w.requested_at) as "requestedAt"
from (
  select 'ADJUSTMENT' as kind, a.id, a.requested_by, a.requested_at, a.reason,
    format('%s: %s %s of %s, batch %s, at %s', a.type, a.quantity, a.unit, p.sku, b.batch_number, l.code) as what
  from inventory.adjustments a
  join inventory.products p on p.tenant_id = a.tenant_id and p.id = a.product_id
  join inventory.batches b on b.tenant_id = a.tenant_id and b.id = a.batch_id
  join inventory.locations l on l.tenant_id = a.tenant_id and l.id = a.location_id
  where a.status = 'PENDING'
  union all
  select 'TRANSFER', t.id, t.requested_by, t.requested_at, null, format('%s: %s to %s', n.lines, f.code, d.code)
  from inventory.transfers t
  join inventory.locations f on f.tenant_id = t.tenant_id and f.id = t.from_location_id
  join inventory.locations d on d.tenant_id = t.tenant_id and d.id = t.to_location_id
  cross join lateral (
    select string_agg(format('%s %s of %s', r.quantity, r.unit, p.sku), ', ' order by r.line_number) filter (where r.line_number <= 3)
      || case when count(*) > 3 then format(' and %s more lines', count(*) - 3) else '' end as lines
    from inventory.transfer_lines r
    join inventory.products p on p.tenant_id = r.tenant_id and p.id = r.product_id
    where r.tenant_id = t.tenant_id and r.transfer_id = t.id
  ) n
  where t.status = 'REQUESTED'
  union all
  select 'TRANSFER_SHORT', c.transfer_id, c.requested_by, c.requested_at, c.reason,
    format('what has not arrived is lost: %s to %s', f.code, d.code)
  from inventory.transfer_closings c
  join inventory.transfers t on t.tenant_id = c.tenant_id and t.id = c.transfer_id
  join inventory.locations f on f.tenant_id = t.tenant_id and f.id = t.from_location_id
  join inventory.locations d on d.tenant_id = t.tenant_id and d.id = t.to_location_id
  where c.status = 'PENDING' and t.status in ('DISPATCHED', 'PARTIALLY_RECEIVED')
  union all
  select 'STOCK_COUNT', c.id, c.settled_by, c.settled_at, null, format('%s at %s', coalesce(n.lines, 'nothing differs'), o.code)
  from inventory.stock_counts c
  join inventory.locations o on o.tenant_id = c.tenant_id and o.id = c.location_id
  cross join lateral (
    select string_agg(v.line, ', ' order by v.place) filter (where v.place <= 3)
      || case when count(*) > 3 then format(' and %s more batches', count(*) - 3) else '' end as lines
    from (
      select format('%s of %s, batch %s', to_char(l.counted_quantity - l.expected_quantity, 'FMSG999999999999990'), p.sku, b.batch_number) as line,
        row_number() over (order by abs(l.counted_quantity - l.expected_quantity) desc, l.id) as place
      from inventory.stock_count_lines l
      join inventory.products p on p.tenant_id = l.tenant_id and p.id = l.product_id
      join inventory.batches b on b.tenant_id = l.tenant_id and b.id = l.batch_id
      where l.tenant_id = c.tenant_id and l.stock_count_id = c.id and l.counted_quantity <> l.expected_quantity
    ) v
  ) n
  where c.status = 'OPEN' and c.settled_at is not null and not exists (
    select from inventory.stock_count_lines l
    where l.tenant_id = c.tenant_id and l.stock_count_id = c.id and l.settled_tally is null)
) w
order by w.requested_at, w.id
limit 10000;
