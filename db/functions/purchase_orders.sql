-- What is ordered and has not come in. Every trigger, query and report uses these definitions.

create or replace function inventory.is_on_order(p_status text) returns boolean
language sql immutable parallel safe
return p_status in ('ORDERED', 'PARTIALLY_RECEIVED');
comment on function inventory.is_on_order(text) is 'On order: goods of a purchase order of this status are still to come.';

create or replace function inventory.is_late(p_expected_on date, p_today date) returns boolean
language sql immutable parallel safe
return coalesce(p_expected_on < p_today, false);
comment on function inventory.is_late(date, date) is 'Late: goods that are still to come were expected before today.';
grant execute on function inventory.is_late(date, date) to bincard_app;

create or replace view inventory.open_order_lines with (security_invoker = true) as
select l.tenant_id, l.id as line_id, l.purchase_order_id, o.supplier_id, o.location_id, l.product_id,
  l.base_quantity - l.received_quantity as open_quantity, coalesce(l.expected_on, o.expected_on) as expected_on,
  inventory.is_late(coalesce(l.expected_on, o.expected_on), inventory.business_date(t.time_zone, now())) as late
from inventory.purchase_orders o
join inventory.tenants t on t.id = o.tenant_id
join inventory.purchase_order_lines l on l.tenant_id = o.tenant_id and l.purchase_order_id = o.id
where inventory.is_on_order(o.status) and l.received_quantity < l.base_quantity;
comment on view inventory.open_order_lines is
  'Lines of which goods are still to come, in base units; late: they were expected before today.';

create or replace view inventory.stock_on_order with (security_invoker = true) as
select l.tenant_id, l.product_id, l.location_id, sum(l.open_quantity)::bigint as on_order, min(l.expected_on) as expected_on
from inventory.open_order_lines l
group by l.tenant_id, l.product_id, l.location_id;
comment on view inventory.stock_on_order is
  'Per product and location: what is on order, in base units, and when the first of it is expected.';

create or replace function inventory.order_status(p_tenant_id uuid, p_order_id uuid) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp -- volatile: a trigger sees what its own statement wrote
as $$
begin
  return (
    select case when bool_and(l.received_quantity >= l.base_quantity) then 'RECEIVED'
      when bool_or(l.received_quantity > 0) then 'PARTIALLY_RECEIVED' else 'ORDERED' end
    from inventory.purchase_order_lines l where l.tenant_id = p_tenant_id and l.purchase_order_id = p_order_id);
end
$$;
comment on function inventory.order_status(uuid, uuid) is 'The status that what has come in gives a purchase order: ORDERED, PARTIALLY_RECEIVED or RECEIVED.';

create or replace function inventory.lock_order_for_receipt(p_tenant_id uuid, p_order_id uuid, p_location_id uuid, p_supplier_id uuid)
returns uuid language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_order record;
begin
  -- Whoever receives for one order waits here, before any stock is locked, and then sees what the other has received.
  select o.order_number, o.status, o.location_id, o.supplier_id into v_order from inventory.purchase_orders o
  where o.tenant_id = p_tenant_id and o.id = p_order_id for no key update;
  if not found then
    perform inventory.refuse('purchase_order_unknown', 'There is no such purchase order',
      jsonb_build_object('field', 'purchaseOrderId', 'purchaseOrderId', p_order_id), 'The query purchaseOrders lists them.');
  elsif v_order.status not in ('ORDERED', 'PARTIALLY_RECEIVED', 'RECEIVED') then
    perform inventory.refuse('illegal_transition', format('Purchase order %s is %s: nothing is received for it', v_order.order_number, v_order.status),
      jsonb_build_object('field', 'purchaseOrderId', 'id', p_order_id, 'from', v_order.status, 'to', 'PARTIALLY_RECEIVED'),
      case v_order.status when 'DRAFT' then 'Place it first (placePurchaseOrder).'
        else 'Receive the goods without an order, or for another one.' end);
  elsif v_order.location_id <> p_location_id then
    perform inventory.refuse('order_line_differs', format('The goods of purchase order %s go to %s', v_order.order_number, (
        select o.code from inventory.locations o where o.tenant_id = p_tenant_id and o.id = v_order.location_id)),
      jsonb_build_object('field', 'locationId', 'purchaseOrderId', p_order_id, 'locationId', p_location_id, 'expected', v_order.location_id),
      'Receive them there, and transfer them.');
  elsif v_order.supplier_id <> p_supplier_id then
    perform inventory.refuse('order_line_differs', format('Purchase order %s went to another supplier', v_order.order_number),
      jsonb_build_object('field', 'supplierId', 'purchaseOrderId', p_order_id, 'supplierId', p_supplier_id, 'expected', v_order.supplier_id),
      'Leave the supplier out, or receive for another order.');
  end if;
  return v_order.supplier_id;
end
$$;
comment on function inventory.lock_order_for_receipt(uuid, uuid, uuid, uuid) is
  'Locks a purchase order that goods are received for, and returns its supplier; refuses an unknown one, one that takes nothing in, another place and another supplier.';

create or replace function inventory.order_line_for_batch(
  p_tenant_id uuid, p_order_id uuid, p_line_id uuid, p_product_id uuid, p_field text, out id uuid, out unit_cost numeric
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_lines uuid[];
  v_product_id uuid;
  v_sku constant text := (select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_product_id);
begin
  if p_line_id is not null then
    if p_order_id is null then
      perform inventory.refuse('purchase_order_unknown', 'A line of a purchase order is named, and no purchase order',
        jsonb_build_object('field', p_field || 'purchaseOrderLineId', 'purchaseOrderLineId', p_line_id),
        'Name the order of the line, too (purchaseOrderId), or leave the line out.');
    end if;
    select l.id, l.unit_cost, l.product_id into id, unit_cost, v_product_id from inventory.purchase_order_lines l
    where l.tenant_id = p_tenant_id and l.id = p_line_id and l.purchase_order_id = p_order_id;
    if not found then
      perform inventory.refuse('purchase_order_unknown', 'The purchase order of the receipt has no such line',
        jsonb_build_object('field', p_field || 'purchaseOrderLineId', 'purchaseOrderId', p_order_id, 'purchaseOrderLineId', p_line_id),
        'Name a line of the order that the receipt is for.');
    elsif v_product_id <> p_product_id then
      perform inventory.refuse('order_line_differs', format('This line of the order is of product %s, not %s', (
          select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = v_product_id), v_sku),
        jsonb_build_object('field', p_field || 'productId', 'purchaseOrderLineId', p_line_id, 'productId', p_product_id,
          'expected', v_product_id, 'sku', v_sku),
        'Send the goods back, or receive them without an order (leave purchaseOrderId out).');
    end if;
    return;
  end if;
  v_lines := array(select l.id from inventory.purchase_order_lines l
    where l.tenant_id = p_tenant_id and l.purchase_order_id = p_order_id and l.product_id = p_product_id order by l.id);
  if cardinality(v_lines) <> 1 then
    perform inventory.refuse('order_line_differs', format(case when v_lines = '{}' then 'Product %s was not ordered'
        else 'Product %s was ordered on several lines' end, v_sku),
      jsonb_build_object('field', p_field || case when v_lines = '{}' then 'productId' else 'purchaseOrderLineId' end,
        'purchaseOrderId', p_order_id, 'productId', p_product_id, 'sku', v_sku)
        || case when v_lines = '{}' then '{}' else jsonb_build_object('purchaseOrderLineIds', v_lines) end,
      case when v_lines = '{}' then 'Send the goods back, or receive them without an order (leave purchaseOrderId out).'
        else 'Name the line (purchaseOrderLineId).' end);
  end if;
  select l.id, l.unit_cost into id, unit_cost from inventory.purchase_order_lines l where l.tenant_id = p_tenant_id and l.id = v_lines[1];
end
$$;
comment on function inventory.order_line_for_batch(uuid, uuid, uuid, uuid, text) is
  'The line of a purchase order that goods are received for, the one it names or the only one of the product, and its cost; refuses an unknown line and a product that was not ordered.';

create or replace function inventory.lock_order_of_receipt(p_tenant_id uuid, p_receipt_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform from inventory.purchase_orders o
  where o.tenant_id = p_tenant_id and o.id = (
    select r.purchase_order_id from inventory.receipts r where r.tenant_id = p_tenant_id and r.id = p_receipt_id)
  for no key update;
end
$$;
comment on function inventory.lock_order_of_receipt(uuid, uuid) is 'Locks the purchase order that a receipt is for; nothing where it is for none.';

grant select on inventory.open_order_lines, inventory.stock_on_order to bincard_app;
grant execute on function inventory.is_on_order(text), inventory.lock_order_of_receipt(uuid, uuid), inventory.order_status(uuid, uuid),
  inventory.lock_order_for_receipt(uuid, uuid, uuid, uuid), inventory.order_line_for_batch(uuid, uuid, uuid, uuid, text) to bincard_app;
