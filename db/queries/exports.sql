-- What exports read, from the views of report_v1 where there is one, so that a column means there what it means here.

-- name: export_products :many
-- Products by SKU.
select v.* from report_v1.products v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:status::text is null or v.status = :status::text)
order by v.sku, v.product_id;

-- name: export_batches :many
-- Batches in the order in which they were recorded.
select v.* from report_v1.batches v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:locationId::uuid is null or v.location_id = :locationId::uuid)
  and (:batchIds::uuid[] is null or v.batch_id = any (:batchIds::uuid[])) and (:status::text is null or v.status = :status::text)
  and (:from::date is null or v.business_date >= :from::date) and (:to::date is null or v.business_date <= :to::date)
order by v.batch_id;

-- name: export_levels :many
-- Stock levels by SKU and location.
select v.* from report_v1.stock_levels v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:locationId::uuid is null or v.location_id = :locationId::uuid)
order by v.sku, v.location, v.product_id, v.location_id;

-- name: export_stock :many
-- What is left of each batch at each location, by SKU, location and expiry date.
select v.* from report_v1.stock v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:locationId::uuid is null or v.location_id = :locationId::uuid)
  and (:batchIds::uuid[] is null or v.batch_id = any (:batchIds::uuid[]))
order by v.sku, v.location, v.expiry_date, v.batch_id, v.location_id;

-- name: export_receipts :many
-- Lines of receipts in the order of time.
select v.* from report_v1.receipts v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:locationId::uuid is null or v.location_id = :locationId::uuid)
  and (:batchIds::uuid[] is null or v.batch_id = any (:batchIds::uuid[]))
  and (:from::date is null or v.business_date >= :from::date) and (:to::date is null or v.business_date <= :to::date)
order by v.receipt_id, v.line_number;

-- name: export_suppliers :many
-- Suppliers by code.
select v.* from report_v1.suppliers v
order by v.supplier_code, v.supplier_id;

-- name: export_supplier_prices :many
-- What suppliers sell, by supplier and SKU.
select v.* from report_v1.supplier_prices v
where (:productId::uuid is null or v.product_id = :productId::uuid)
order by v.supplier_code, v.sku, v.supplier_id, v.product_id;

-- name: export_purchase_orders :many
-- Lines of purchase orders in the order of time.
select v.* from report_v1.purchase_orders v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:locationId::uuid is null or v.location_id = :locationId::uuid)
  and (:status::text is null or v.status = :status::text)
  and (:from::date is null or v.business_date >= :from::date) and (:to::date is null or v.business_date <= :to::date)
order by v.purchase_order_id, v.line_number;

-- name: export_assemblies :many
-- Parts of assemblies in the order of time.
select v.* from report_v1.assemblies v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:locationId::uuid is null or v.location_id = :locationId::uuid)
  and (:status::text is null or v.status = :status::text)
  and (:from::date is null or v.business_date >= :from::date) and (:to::date is null or v.business_date <= :to::date)
order by v.assembly_id, v.part_sku;

-- name: export_sales :many
-- Lines of sales in the order of time.
select v.* from report_v1.sales v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:locationId::uuid is null or v.location_id = :locationId::uuid)
  and (:saleId::uuid is null or v.sale_id = :saleId::uuid) and (:status::text is null or v.status = :status::text)
  and (:from::date is null or v.business_date >= :from::date) and (:to::date is null or v.business_date <= :to::date)
order by v.sale_id, v.line_number;

-- name: export_stock_value :many
-- What products at locations were worth at the end of a day (`at`; today without it), by SKU and location.
-- nullable: at
-- not null: quantity, value, quantity_without_cost, business_date
select p.id as product_id, p.sku, p.name as product_name, o.id as location_id, o.code as location, o.name as location_name,
  d.at as business_date, v.quantity, p.base_unit,
  inventory.money_text(v.purchases_value + v.sales_value + v.adjustments_value + v.transfers_value, d.decimals)::numeric as value,
  v.without_cost as quantity_without_cost
from (
  select t.id as tenant_id, coalesce(inventory.currency_decimals(t.currency), 2) as decimals,
    coalesce(:at::date, inventory.business_date(t.time_zone, now())) as at
  from inventory.tenants t) d
join inventory.stock_levels s on s.tenant_id = d.tenant_id
cross join lateral inventory.totals_on(s.tenant_id, s.product_id, s.location_id, d.at) v
join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id
join inventory.locations o on o.tenant_id = s.tenant_id and o.id = s.location_id
where (:productId::uuid is null or p.id = :productId::uuid) and (:locationId::uuid is null or o.id = :locationId::uuid)
  and (v.quantity <> 0 or round(v.purchases_value + v.sales_value + v.adjustments_value + v.transfers_value, 9) <> 0)
order by p.sku_key, o.code_key;

-- name: export_margins :many
-- What the goods sold in a period had cost and brought, by SKU.
-- nullable: locationId
-- not null: quantity, cost, quantity_without_cost, quantity_without_price
-- null: revenue, margin
select p.id as product_id, p.sku, p.name as product_name, s.quantity, p.base_unit,
  inventory.money_text(s.cost, d.decimals)::numeric as cost,
  case when s.revenue <> 0 or s.without_price = 0 then inventory.money_text(s.revenue, d.decimals)::numeric end as revenue,
  case when s.without_price = 0 and s.without_cost = 0 then inventory.money_text(s.revenue - s.cost, d.decimals)::numeric end as margin,
  s.without_cost as quantity_without_cost, s.without_price as quantity_without_price
from inventory.sales_of_period(:locationId::uuid, :from::date, :to::date) s
join (select t.id as tenant_id, coalesce(inventory.currency_decimals(t.currency), 2) as decimals from inventory.tenants t) d
  on d.tenant_id = s.tenant_id
join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id
where s.quantity <> 0 or round(s.cost, 9) <> 0 or s.revenue <> 0 or s.without_cost <> 0 or s.without_price <> 0
order by p.sku_key;

-- name: export_daily_value :many
-- What products at locations were worth day by day, and what each day changed, by SKU, location and day.
select v.* from report_v1.daily_value v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:locationId::uuid is null or v.location_id = :locationId::uuid)
  and (:from::date is null or v.business_date >= :from::date) and (:to::date is null or v.business_date <= :to::date)
order by v.sku, v.location, v.business_date, v.product_id, v.location_id;

-- name: export_audit_log :many
-- The audit log in the order of time; `from` and `to` are days of the tenant's. `name` is what the record is called.
select a.id, a.at, a.actor, a.action, a.entity, a.entity_id, coalesce(a.after, a.before) ->> (
    select k.key from unnest(array['sku', 'code', 'receipt_number', 'batch_number', 'lot_number', 'email', 'login', 'name']) with ordinality k (key, place)
    where coalesce(a.after, a.before) ->> k.key is not null order by k.place limit 1) as name,
  a.before, a.after, a.metadata
from inventory.audit_log a
join inventory.tenants t on t.id = a.tenant_id
where (:entity::text is null or a.entity = :entity::text) and (:entityId::text is null or a.entity_id = :entityId::text)
  and (:action::text is null or a.action = :action::text)
  and (:from::date is null or a.at >= :from::date::timestamp at time zone t.time_zone)
  and (:to::date is null or a.at < (:to::date + 1)::timestamp at time zone t.time_zone)
order by a.id;

-- name: export_movements :many
-- Movements in the order of time.
select v.movement_id as id, v.kind, v.sku, v.batch_number, v.location, v.quantity, v.sequence, v.balance_before, v.balance_after,
  v.business_date, v.recorded_at, v.actor, v.reason, v.reverses_id, v.document_type, v.document_id, v.product_id, v.product_name,
  v.batch_id, v.location_id, v.location_name, v.base_unit, v.unit_cost
from report_v1.movements v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:batchIds::uuid[] is null or v.batch_id = any (:batchIds::uuid[]))
  and (:locationId::uuid is null or v.location_id = :locationId::uuid) and (:kind::text is null or v.kind = :kind::text)
  and (:from::date is null or v.business_date >= :from::date) and (:to::date is null or v.business_date <= :to::date)
  and (:documentId::uuid is null or v.document_id = :documentId::uuid)
order by v.movement_id;

-- name: export_bin_card :many
-- A bin card with its running balance, in the order of time, for an export.
select x.id, x.recorded_at, x.business_date, x.location, x.batch_number, x.kind, x.quantity, x.balance, x.actor, x.reason,
  x.document_type, x.document_id
from (
  select m.id, m.recorded_at, m.business_date, o.code as location, b.batch_number, m.kind,
    m.quantity, (sum(m.quantity) over (order by m.id) + coalesce((
      select sum(x.closing) from inventory.stock_levels s
      cross join lateral ( -- not from the movements, which may be in an archive
        select d.closing from inventory.daily_stock d
        where d.tenant_id = s.tenant_id and d.product_id = s.product_id and d.location_id = s.location_id and d.business_date < :from::date
        order by d.business_date desc limit 1) x
      where s.product_id = :productId::uuid and (:locationId::uuid is null or s.location_id = :locationId::uuid)), 0))::bigint as balance,
    m.actor, m.reason, m.document_type, m.document_id
  from inventory.movements m
  join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
  join inventory.locations o on o.tenant_id = m.tenant_id and o.id = m.location_id
  where m.product_id = :productId::uuid and (:locationId::uuid is null or m.location_id = :locationId::uuid)
    and (:from::date is null or m.business_date >= :from::date) and (:to::date is null or m.business_date <= :to::date)
) x
order by x.id;

-- name: batch_ids_by_number :many
-- The batches of every lot of a number, in whatever case it is written.
select b.id from inventory.lots l
join inventory.batches b on b.tenant_id = l.tenant_id and b.lot_id = l.id
where l.lot_number_key = inventory.code_key(:batchNumber::text)
order by b.id;

-- name: export_columns :many
-- What the columns of the views of report_v1 mean: for docs/reports.md and docs/reporting.md.
-- not null: view, column, type, meaning
select c.relname::text as view, obj_description(c.oid, 'pg_class') as about, a.attname::text as column,
  format_type(a.atttypid, a.atttypmod) as type, col_description(c.oid, a.attnum) as meaning
from pg_catalog.pg_class c
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0
where c.relnamespace = 'report_v1'::regnamespace and c.relkind = 'v'
order by c.relname, a.attnum;
