-- What the API reads of suppliers and purchase orders; see api_views.sql.

create or replace function inventory.cost_of_base_unit(p_price numeric, p_factor bigint) returns numeric
language sql immutable parallel safe
return round(round(p_price, 20) / p_factor, 20);
comment on function inventory.cost_of_base_unit(numeric, bigint) is
  'What a base unit costs where a unit of this factor has this price, with twenty decimals: twelve units of a dozen cost what the dozen does.';

create or replace view inventory.api_suppliers with (security_invoker = true) as
select s.tenant_id as "tenantId", s.id, s.code, s.name, s.lead_time_days as "leadTimeDays", s.active
from inventory.suppliers s;
comment on view inventory.api_suppliers is 'Supplier: the API''s plain fields.';

create or replace view inventory.api_supplier_products with (security_invoker = true) as
select p.tenant_id as "tenantId", p.id, p.supplier_id as "supplierId", p.product_id as "productId", p.code, p.unit, p.factor,
  p.price::text as price, inventory.price_text(inventory.cost_of_base_unit(p.price, p.factor)) as "unitCost", p.minimum_quantity as "minimumQuantity", p.active
from inventory.supplier_products p;
comment on view inventory.api_supplier_products is 'SupplierProduct: the API''s plain fields; the price of a unit, and what a base unit costs by it.';

create or replace view inventory.api_purchase_orders with (security_invoker = true) as
select o.tenant_id as "tenantId", o.id, o.order_number as "orderNumber", o.supplier_id as "supplierId", o.location_id as "locationId",
  o.status, o.expected_on as "expectedOn", o.business_date as "businessDate", o.actor, inventory.utc_text(o.created_at) as "createdAt",
  o.ordered_by as "orderedBy", inventory.utc_text(o.ordered_at) as "orderedAt", o.closed_by as "closedBy",
  inventory.utc_text(o.closed_at) as "closedAt", o.cancelled_by as "cancelledBy", inventory.utc_text(o.cancelled_at) as "cancelledAt",
  o.reason, coalesce(( -- for each by its key: an EXISTS could read the lines of all orders
    select true from inventory.purchase_order_lines l
    where inventory.is_on_order(o.status) and l.tenant_id = o.tenant_id and l.purchase_order_id = o.id
      and l.received_quantity < l.base_quantity and inventory.is_late(coalesce(l.expected_on, o.expected_on), inventory.tenant_today(o.tenant_id))
    limit 1), false) as late
from inventory.purchase_orders o;
comment on view inventory.api_purchase_orders is 'PurchaseOrder: the API''s plain fields.';

create or replace view inventory.api_purchase_order_lines with (security_invoker = true) as
select l.tenant_id as "tenantId", l.id, l.purchase_order_id as "purchaseOrderId", l.line_number as "lineNumber",
  l.product_id as "productId", l.base_quantity as quantity, l.unit, inventory.price_text(l.unit_cost) as "unitCost", l.received_quantity as "receivedQuantity",
  l.accepted_quantity as "acceptedQuantity", coalesce((
    select n.open_quantity from inventory.open_order_lines n where n.tenant_id = l.tenant_id and n.line_id = l.id), 0) as "openQuantity",
  coalesce(l.expected_on, o.expected_on) as "expectedOn"
from inventory.purchase_order_lines l
left join inventory.purchase_orders o on o.tenant_id = l.tenant_id and o.id = l.purchase_order_id;
comment on view inventory.api_purchase_order_lines is 'PurchaseOrderLine: the API''s plain fields; quantities in base units.';

create or replace view inventory.api_stock_policies with (security_invoker = true) as
select s.tenant_id as "tenantId", s.product_id as "productId", s.location_id as "locationId", coalesce(s.minimum, 0) as minimum, s.maximum
from inventory.stock_policies s where s.minimum is not null;
comment on view inventory.api_stock_policies is 'StockPolicy: the API''s plain fields, of those that were not taken back.';
grant select on inventory.api_stock_policies to bincard_app;

grant select on inventory.api_purchase_orders, inventory.api_purchase_order_lines to bincard_app;
grant execute on function inventory.cost_of_base_unit(numeric, bigint) to bincard_app;
grant select on inventory.api_suppliers, inventory.api_supplier_products to bincard_app;
