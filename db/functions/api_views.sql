-- What the API reads: one view per object, with the schema's field names as column names.
-- security_invoker: the reader's own row-level security applies.
-- A figure that is not selected is not computed: it comes from a left join to one row, or is a subquery of its own.

create or replace view inventory.api_locations with (security_invoker = true) as
select l.tenant_id as "tenantId", l.id, l.code, l.name, l.kind, l.active, l.quarantine_of as "quarantineOfId"
from inventory.locations l;
comment on view inventory.api_locations is 'Location: the API''s fields.';

create or replace view inventory.api_products with (security_invoker = true) as
select p.tenant_id as "tenantId", p.id, p.sku, p.name, p.status, p.track_inventory as "trackInventory", p.base_unit as "baseUnit",
  p.reorder_point as "reorderPoint", p.attributes, p.version, p.kind
from inventory.products p;
comment on view inventory.api_products is 'Product: the API''s plain fields.';

create or replace view inventory.api_product_units with (security_invoker = true) as
select u.tenant_id as "tenantId", u.product_id as "productId", u.code, u.factor, u.retired_at is not null as retired
from inventory.product_units u;
comment on view inventory.api_product_units is 'ProductUnit: the API''s fields.';

create or replace view inventory.api_product_codes with (security_invoker = true) as
select c.tenant_id as "tenantId", c.id, c.product_id as "productId", c.code, c.kind, c.unit
from inventory.product_codes c where c.removed_at is null;
comment on view inventory.api_product_codes is 'ProductCode: the API''s fields, of the codes that were not removed.';

create or replace view inventory.api_stock with (security_invoker = true) as
select s.tenant_id as "tenantId", s.product_id as "productId", s.location_id as "locationId", s.on_hand as "onHand", s.reserved, s.expired,
  s.quarantined, s.available
from inventory.stock_availability s;
comment on view inventory.api_stock is 'StockLevel: the API''s plain fields.';

create or replace view inventory.api_batches with (security_invoker = true) as
select b.tenant_id as "tenantId", b.id, b.receipt_id as "receiptId", b.line_number as "lineNumber", b.product_id as "productId",
  b.location_id as "locationId", b.lot_id as "lotId", b.batch_number as "batchNumber",
  inventory.batch_status(b.voided_at, inventory.hold_of(b.hold, l.hold), l.expiry_date, coalesce(s.remaining, 0),
    inventory.business_date(n.time_zone, now())) as status,
  b.intake_quantity as "intakeQuantity", coalesce(s.sold, 0) as "soldQuantity", coalesce(s.refunded, 0) as "refundedQuantity",
  coalesce(s.adjusted, 0) as "adjustedQuantity", coalesce(s.transferred_out, 0) as "transferredOutQuantity",
  coalesce(s.transferred_in, 0) as "transferredInQuantity", coalesce(s.expired, 0) as "expiredQuantity",
  coalesce(s.remaining, 0) as "remainingQuantity", inventory.price_text(b.unit_cost) as "unitCost",
  b.received_unit as "receivedUnit", inventory.utc_text(b.received_at) as "receivedAt", l.expiry_date as "expiryDate",
  b.purchase_order_line_id as "purchaseOrderLineId"
from inventory.batches b
left join inventory.tenants n on n.id = b.tenant_id
left join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
left join lateral (
  select sum(bs.quantity)::bigint as remaining, sum(bs.sold_quantity)::bigint as sold, sum(bs.refunded_quantity)::bigint as refunded,
    sum(bs.adjusted_quantity)::bigint as adjusted, sum(bs.transferred_out_quantity)::bigint as transferred_out,
    sum(bs.transferred_in_quantity)::bigint as transferred_in, sum(bs.expired_quantity)::bigint as expired
  from inventory.batch_stock bs
  where bs.tenant_id = b.tenant_id and bs.batch_id = b.id
) s on true;
comment on view inventory.api_batches is 'Batch: the API''s plain fields; sums are over all locations, in base units.';

create or replace view inventory.api_lots with (security_invoker = true) as
select l.tenant_id as "tenantId", l.id, l.product_id as "productId", l.lot_number as "lotNumber",
  inventory.lot_status(l.hold, l.expiry_date, inventory.business_date(n.time_zone, now())) as status,
  l.expiry_date as "expiryDate", coalesce(s.on_hand, 0) as "onHand", coalesce(s.available, 0) as available, l.version
from inventory.lots l
left join inventory.tenants n on n.id = l.tenant_id
left join lateral (
  -- At each location: what of the lot is sellable, as far as reservations leave it.
  select sum(p.on_hand)::bigint as on_hand, sum(least(p.sellable, a.available))::bigint as available
  from (
    select bs.location_id, sum(bs.quantity) as on_hand,
      coalesce(sum(bs.quantity) filter (where inventory.is_sellable(bs.expiry_date, bs.held, t.today)), 0) as sellable
    from (select inventory.business_date(n.time_zone, now()) as today offset 0) t
    cross join inventory.batches b
    cross join lateral ( -- by its key: a hash join would read the stock of every tenant
      select k.location_id, k.quantity, k.expiry_date, k.held from inventory.batch_stock k
      where k.tenant_id = b.tenant_id and k.batch_id = b.id and k.in_stock offset 0
    ) bs
    where b.tenant_id = l.tenant_id and b.lot_id = l.id
    group by bs.location_id
  ) p
  join inventory.goods_availability a
    on a.tenant_id = l.tenant_id and a.product_id = l.product_id and a.location_id = p.location_id
) s on true;
comment on view inventory.api_lots is 'Lot: the API''s plain fields; sums are over all its batches and locations, in base units.';

create or replace view inventory.api_movements with (security_invoker = true) as
select m.tenant_id as "tenantId", m.id, m.kind, m.product_id as "productId", m.batch_id as "batchId", m.location_id as "locationId",
  m.quantity, m.sequence, m.balance_before as "balanceBefore", m.balance_after as "balanceAfter",
  m.business_date as "businessDate", inventory.utc_text(m.recorded_at) as "recordedAt", m.actor, m.reason,
  m.reverses_id as "reversesId", m.document_type as "documentType", m.document_id as "documentId",
  m.document_line_id as "documentLineId", encode(m.hash, 'hex') as hash
from inventory.movements m;
comment on view inventory.api_movements is 'Movement: the API''s plain fields.';

create or replace view inventory.api_receipts with (security_invoker = true) as
select r.tenant_id as "tenantId", r.id, r.location_id as "locationId", r.supplier, r.reference,
  inventory.utc_text(r.received_at) as "receivedAt", r.voided_at is not null as voided, r.business_date as "businessDate", r.actor,
  r.purchase_order_id as "purchaseOrderId", r.assembly_id as "assemblyId"
from inventory.receipts r;
comment on view inventory.api_receipts is 'Receipt: the API''s plain fields.';

create or replace view inventory.api_sales with (security_invoker = true) as
select s.tenant_id as "tenantId", s.id, s.receipt_number as "receiptNumber", s.location_id as "locationId", s.status,
  inventory.utc_text(s.created_at) as "createdAt", inventory.utc_text(s.occurred_at) as "occurredAt", s.actor,
  s.business_date as "businessDate"
from inventory.sales s;
comment on view inventory.api_sales is 'Sale: the API''s plain fields.';

create or replace view inventory.api_sale_lines with (security_invoker = true) as
select l.tenant_id as "tenantId", l.id, l.sale_id as "saleId", l.line_number as "lineNumber", l.product_id as "productId",
  l.base_quantity as quantity, l.unit, l.refunded_quantity as "refundedQuantity", l.unit_price::text as "unitPrice"
from inventory.sale_lines l;
comment on view inventory.api_sale_lines is 'SaleLine: the API''s plain fields; quantities in base units.';

create or replace view inventory.api_refunds with (security_invoker = true) as
select r.tenant_id as "tenantId", r.id, r.sale_id as "saleId", r.reason, inventory.utc_text(r.created_at) as "createdAt",
  r.business_date as "businessDate", r.actor, r.location_id as "locationId"
from inventory.refunds r;
comment on view inventory.api_refunds is 'Refund: the API''s plain fields.';

grant select on inventory.api_locations, inventory.api_products, inventory.api_product_units, inventory.api_product_codes,
  inventory.api_stock, inventory.api_batches, inventory.api_lots,
  inventory.api_movements, inventory.api_receipts, inventory.api_sales, inventory.api_sale_lines, inventory.api_refunds
  to bincard_app;
