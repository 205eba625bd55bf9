-- The ledger: lists of movements and the bin card.

-- name: movements_page :many :page
-- A page of movements in the order of time; `from` and `to` are business dates.
select m.* from inventory.api_movements m
where (:after::uuid is null or m.id > :after) and (:before::uuid is null or m.id < :before)
  and (:productId::uuid is null or m."productId" = :productId) and (:batchId::uuid is null or m."batchId" = :batchId)
  and (:locationId::uuid is null or m."locationId" = :locationId) and (:kinds::text[] is null or m.kind = any (:kinds))
  and (:from::date is null or m."businessDate" >= :from) and (:to::date is null or m."businessDate" <= :to)
  and (:documentId::uuid is null or m."documentId" = :documentId) and (:actor::text is null or m.actor = :actor)
order by m.id limit :limit;

-- name: movements_count :one :unprepared :by_index
-- How many movements the filters of movements_page find.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.api_movements m
  where (:productId::uuid is null or m."productId" = :productId) and (:batchId::uuid is null or m."batchId" = :batchId)
    and (:locationId::uuid is null or m."locationId" = :locationId) and (:kinds::text[] is null or m.kind = any (:kinds))
    and (:from::date is null or m."businessDate" >= :from) and (:to::date is null or m."businessDate" <= :to)
    and (:documentId::uuid is null or m."documentId" = :documentId) and (:actor::text is null or m.actor = :actor)
  limit inventory.exact_count() + 1) r;

-- name: movements_by_product :many :page
-- A page of movements for each of some products.
-- keys: :productIds are productId
select m.* from unnest(:productIds::uuid[]) p (id)
cross join lateral (
  select m.* from inventory.api_movements m
  where m."productId" = p.id and (:after::uuid is null or m.id > :after) and (:before::uuid is null or m.id < :before)
    and (:batchId::uuid is null or m."batchId" = :batchId) and (:locationId::uuid is null or m."locationId" = :locationId)
    and (:kinds::text[] is null or m.kind = any (:kinds))
    and (:from::date is null or m."businessDate" >= :from) and (:to::date is null or m."businessDate" <= :to)
    and (:documentId::uuid is null or m."documentId" = :documentId) and (:actor::text is null or m.actor = :actor)
  order by m.id limit :limit
) m;

-- name: movements_count_by_product :many :by_index
-- How many movements the filters of movements_by_product find for each of some products.
-- keys: :productIds are productId
-- not null: productId
select k.id as "productId", c.count, c.more from unnest(:productIds::uuid[]) k (id)
cross join lateral (
  select count(*) as count, count(*) > inventory.exact_count() as more from (
    select from inventory.api_movements m
    where m."productId" = k.id
      and (:batchId::uuid is null or m."batchId" = :batchId) and (:locationId::uuid is null or m."locationId" = :locationId)
      and (:kinds::text[] is null or m.kind = any (:kinds))
      and (:from::date is null or m."businessDate" >= :from) and (:to::date is null or m."businessDate" <= :to)
      and (:documentId::uuid is null or m."documentId" = :documentId) and (:actor::text is null or m.actor = :actor)
    limit inventory.exact_count() + 1) r
) c;

-- name: movements_by_batch :many :page
-- A page of movements for each of some batches.
-- keys: :batchIds are batchId
select m.* from unnest(:batchIds::uuid[]) b (id)
cross join lateral (
  select m.* from inventory.api_movements m
  where m."batchId" = b.id and (:after::uuid is null or m.id > :after) and (:before::uuid is null or m.id < :before)
  order by m.id limit :limit
) m;

-- name: movements_count_by_batch :many :by_index
-- How many movements each of some batches has.
-- keys: :batchIds are batchId
-- not null: batchId
select k.id as "batchId", c.count, c.more from unnest(:batchIds::uuid[]) k (id)
cross join lateral (
  select count(*) as count, count(*) > inventory.exact_count() as more from (
    select from inventory.api_movements m where m."batchId" = k.id
    limit inventory.exact_count() + 1) r
) c;

-- name: movements_of_chains :optional :unprepared :by_index
-- How many movements the chains of a product, a batch or a location have, all of them without a filter: the sum of their
-- last sequences, without those in archives. No row where there are more chains than ten times a count's bound.
-- not null: count
select coalesce(sum(h.sequence) filter (where :locationId::uuid is null or h.location_id = :locationId), 0)::bigint as count from (
  select s.location_id, s.sequence - case when not exists (select from inventory.archives) then 0 else coalesce((
      select e.sequence from inventory.archived_ends e
      where e.tenant_id = s.tenant_id and e.batch_id = s.batch_id and e.location_id = s.location_id), 0) end as sequence
  from inventory.batch_stock s
  where (:batchId::uuid is null or s.batch_id = :batchId)
    and (:productId::uuid is null or s.batch_id in (select b.id from inventory.batches b where b.product_id = :productId))
  limit 10 * inventory.exact_count() + 1
) h
having count(*) <= 10 * inventory.exact_count();

-- name: movements_by_sale :many
-- Everything that sales moved: their own movements and those of their refunds.
-- keys: :saleIds are saleId
-- not null: saleId
select s.id as "saleId", m.* from unnest(:saleIds::uuid[]) s (id)
cross join lateral (
  select m.* from inventory.api_movements m where m."documentId" = s.id
  union all
  select m.* from inventory.api_refunds r join inventory.api_movements m on m."documentId" = r.id where r."saleId" = s.id
) m
order by m.id;

-- name: bin_card_balances :one :unprepared
-- The opening of a bin card before `from` and its closing after `to`, at one location or over all. It adds up
-- daily_stock, so its cost depends on days and not on movements. A card of days in an archive opens after them, and names
-- the last of them. `edgeBalance` is the balance after the movements up to `edge`, next to which a page begins. A cursor of
-- this card (`markedCard`) knows what they had moved without what was not yet settled then: that is added. Otherwise it
-- counts back from the closing. Settled is what no transaction still under way could come before: `unsettled` is the
-- first movement that is not, so that a cursor before it may say what moved.
-- nullable: settled, settledBefore, markedCard
-- not null: card, settledBefore
with archive as (
  select max(a.business_date) as until from inventory.archives a
), places as (
  select s.product_id, s.location_id from inventory.stock_levels s
  where s.product_id = :productId and (:locationId::uuid is null or s.location_id = :locationId)
), edges as (
  select
    (select d.closing from inventory.daily_stock d
     where d.product_id = p.product_id and d.location_id = p.location_id
       and d.business_date < case when :to::date <= a.until then :to::date + 1 else greatest(:from::date, a.until + 1) end
     order by d.business_date desc limit 1) as opening,
    (select d.closing from inventory.daily_stock d
     where d.product_id = p.product_id and d.location_id = p.location_id and (:to::date is null or d.business_date <= :to::date)
     order by d.business_date desc limit 1) as closing
  from places p, archive a
), card as (
  select coalesce(sum(e.opening), 0)::bigint as opening, coalesce(sum(e.closing), 0)::bigint as closing,
    md5(concat_ws('/', :productId::uuid, coalesce(:locationId::text, '-'), coalesce(:from::text, '-'), coalesce(:to::text, '-'),
      (select a.until from archive a))) as card
  from edges e
)
select c.opening, c.closing, c.card, pg_snapshot_xmin(pg_current_snapshot())::text as "settledBefore",
  case when :edge::uuid is null then null when :markedCard::text = c.card then c.opening + :settled::bigint + (
    select coalesce(sum(m.quantity), 0)::bigint from inventory.movements m
    where m.transaction_id >= :settledBefore::text::xid8 and m.id <= :edge and m.product_id = :productId
      and (:locationId::uuid is null or m.location_id = :locationId)
      and (:from::date is null or m.business_date >= :from) and (:to::date is null or m.business_date <= :to))
  else c.closing - (
    select coalesce(sum(m.quantity), 0)::bigint from inventory.movements m
    where m.product_id = :productId and m.id > :edge and (:locationId::uuid is null or m.location_id = :locationId)
      and (:from::date is null or m.business_date >= :from) and (:to::date is null or m.business_date <= :to))
  end as "edgeBalance",
  (select m.id from (
    select m.id from inventory.movements m
    where m.transaction_id >= pg_snapshot_xmin(pg_current_snapshot()) and m.product_id = :productId offset 0) m
   order by m.id limit 1) as unsettled,
  (select a.until from archive a where :from::date is null or :from <= a.until) as "archivedUntil"
from card c;

-- name: bin_card_page :many :page
-- A page of a bin card, the oldest first: movements in the order of time, each with the balance after it. `start` is the
-- balance before the first of them or, where the page is read from its end (`fromEnd`), after the last.
-- not null: balance
select p.*, (:start::bigint + sum(p.quantity) over (order by p.id)
  - case when :fromEnd::boolean then sum(p.quantity) over () else 0 end)::bigint as balance
from (
  select m.* from inventory.api_movements m
  where m."productId" = :productId::uuid and (:after::uuid is null or m.id > :after) and (:before::uuid is null or m.id < :before)
    and (:locationId::uuid is null or m."locationId" = :locationId)
    and (:from::date is null or m."businessDate" >= :from) and (:to::date is null or m."businessDate" <= :to)
  order by m.id limit :limit
) p
order by p.id;
