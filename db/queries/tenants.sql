-- The tenant and what its people call things.

-- name: settings :optional
-- The tenant's settings; no row where the tenant is gone.
select t.code, t.name, t.time_zone as "timeZone", t.currency, t.allow_self_approval as "allowSelfApproval", t.auto_fix_kinds as "autoFixKinds",
  t.over_receipt_percent as "overReceiptPercent" from inventory.tenants t;

-- name: today :optional
-- The day that it is at the tenant.
-- not null: today
select inventory.tenant_today(t.id)::text as today from inventory.tenants t;

-- name: names :many
-- The SKUs, location codes and batch numbers of some ids.
select p.id, p.sku as name from inventory.products p where p.id = any (:productIds::uuid[])
union all
select o.id, o.code from inventory.locations o where o.id = any (:locationIds::uuid[])
union all
select b.id, b.batch_number from inventory.batches b where b.id = any (:batchIds::uuid[]);

-- name: find_codes :many
-- The ids of the products and locations that some SKUs and location codes name, in whatever case they are written; null where
-- there is none. With the unit that carries the code, where it is no SKU.
-- not null: code
-- null: id, unit
select 'product' as kind, c.code, k.product_id as id, case when k.kind <> 'SKU' then k.unit end as unit
from (select distinct unnest(:skus::text[]) as code) c
left join lateral ( -- with a limit it stays a look-up for each code
  select k.product_id, k.kind, k.unit from inventory.product_codes k
  where k.code_key = inventory.product_code_key(c.code) and k.removed_at is null limit 1) k on true
union all
select 'location', c.code, (select o.id from inventory.locations o where o.code_key = inventory.code_key(c.code)), null
from (select distinct unnest(:locationCodes::text[]) as code) c;

-- name: find_numbers :many
-- The ids of the suppliers that some codes name, and of the purchase orders and sales that some numbers name, in whatever case they
-- are written; null where there is none.
-- not null: kind, code
-- null: id
select 'supplier' as kind, c.code, (select s.id from inventory.suppliers s where s.code_key = inventory.code_key(c.code)) as id
from (select distinct unnest(:supplierCodes::text[]) as code) c
union all
select 'purchase order', c.code, (select o.id from inventory.purchase_orders o where o.order_number_key = inventory.code_key(c.code))
from (select distinct unnest(:orderNumbers::text[]) as code) c
union all
select 'sale', c.code, (select s.id from inventory.sales s where s.receipt_number_key = inventory.code_key(c.code))
from (select distinct unnest(:receiptNumbers::text[]) as code) c;
