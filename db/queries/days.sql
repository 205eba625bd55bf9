-- Business days: daily stock, breaks between days, and closed days.

-- name: daily_stock_page :many :unprepared
-- A page of daily stock by day, product and location. `after` is the three as text, joined by /.
select concat_ws('/', d.business_date, d.product_id, d.location_id) as id, d.product_id as "productId", d.location_id as "locationId",
  d.business_date as "businessDate", d.opening, d.purchases, d.sales, d.refunds, d.adjustments, d.transfers_in as "transfersIn",
  d.transfers_out as "transfersOut", d.expired, d.closing - d.opening as "netChange", d.closing
from inventory.daily_stock d
where (:after::text is null or (d.business_date, d.product_id, d.location_id)
    > (split_part(:after, '/', 1)::date, nullif(split_part(:after, '/', 2), '')::uuid, nullif(split_part(:after, '/', 3), '')::uuid))
  and d.business_date between :from::date and :to::date
  and (:productId::uuid is null or d.product_id = :productId) and (:locationId::uuid is null or d.location_id = :locationId)
order by d.business_date, d.product_id, d.location_id
limit :limit;

-- name: daily_stock_count :one :unprepared :by_index
-- How many the filters of daily_stock_page find.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.daily_stock d
  where d.business_date between :from::date and :to::date
    and (:productId::uuid is null or d.product_id = :productId) and (:locationId::uuid is null or d.location_id = :locationId)
  limit inventory.exact_count() + 1) r;

-- name: continuity_breaks :many
-- Days of a period that do not open with the closing of the day before them.
select d.product_id as "productId", d.location_id as "locationId", d.business_date as "businessDate",
  b.closing as "previousClosing", d.opening
from inventory.daily_stock d
cross join lateral (
  select coalesce((
    select p.closing from inventory.daily_stock p
    where p.tenant_id = d.tenant_id and p.product_id = d.product_id and p.location_id = d.location_id
      and p.business_date < d.business_date
    order by p.business_date desc limit 1), 0) as closing
) b
where d.business_date between :from::date and :to::date and d.opening <> b.closing
order by d.business_date, d.product_id, d.location_id;

-- name: closed_days :many
-- The closed days of a period.
select c.business_date as "businessDate", c.closed_by as "closedBy", c.chains, c.movements, c.anchors, encode(c.hash, 'hex') as hash,
  c.day_movements as "dayMovements", encode(c.root, 'hex') as root, c.days, encode(c.log_root, 'hex') as "logRoot", s.key_id as "keyId"
from inventory.closed_days c
left join inventory.checkpoint_signatures s on s.tenant_id = c.tenant_id and s.business_date = c.business_date
where (:from::date is null or c.business_date >= :from) and (:to::date is null or c.business_date <= :to)
order by c.business_date;

-- name: closed_days_with_previous :many
-- Every closed day with all that its hash covers.
-- not null: closedAt
select c.business_date as "businessDate", to_char(c.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "closedAt",
  c.closed_by as "closedBy", c.chains, c.movements, c.anchors, c.day_movements as "dayMovements", encode(c.ledger_hash, 'hex') as "ledgerHash",
  c.audit_until::text as "auditUntil", c.audit_entries as "auditEntries",
  encode(c.audit_hash, 'hex') as "auditHash", encode(c.root, 'hex') as root,
  encode(c.previous_hash, 'hex') as "previousHash", encode(c.hash, 'hex') as hash
from inventory.closed_days c
order by c.business_date;

-- name: chain_heads :many
-- The heads of all chains at a day's end.
-- not null: batchId, locationId, sequence, hash
select h.batch_id as "batchId", h.location_id as "locationId", h.sequence, encode(h.hash, 'hex') as hash
from inventory.chain_heads(:day::date) h
order by h.batch_id, h.location_id;

-- name: closed_day_verifies :one
-- Whether a closed day matches its anchors and the audit log, its anchors the ledger, and each closed day the one before it.
select not exists (
  select from inventory.wrong_days((select count(*) from inventory.closed_days), :day::date)
) and not exists (
  select from inventory.wrong_anchors(greatest(
    (select max(c.business_date) from inventory.closed_days c where c.business_date < :day::date),
    (select max(x.business_date) from inventory.archives x))) a
  where a.business_date <= :day
) as verifies;

-- name: last_closed_day :one
-- The last closed day of the tenant; null where none is closed.
select t.last_closed_on as "businessDate" from inventory.tenants t;

-- name: days_to_close :many
-- The days up to one that are still open and have movements, and that day itself, in their order; whether each is over.
-- not null: businessDate, isOver
select d.day as "businessDate", d.day < inventory.business_date(t.time_zone, clock_timestamp()) as "isOver"
from inventory.tenants t
cross join lateral (
  select s.business_date as day from inventory.daily_stock s
  where s.tenant_id = t.id and s.business_date <= :until::date and s.business_date > coalesce(t.last_closed_on, '-infinity')
  union
  select :until::date where :until::date > coalesce(t.last_closed_on, '-infinity')
) d
order by d.day;
