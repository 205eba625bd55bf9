-- Stamp: a purchase order starts as a DRAFT; each step records its actor and time. A line gets its unit's factor, the supplier's
-- price where no cost is given, and the most that may be received for it.
--
-- Rule:      Only a supplier that is active gets an order.
-- Why:       who is switched off delivers nothing, and goods that nobody sends are counted as on order.
-- Guards:    purchase_orders, INSERT and the step to ORDERED. Also guarded here, illegal_transition: an expected day of an order of
--            which nothing is to come
-- Locks:     the supplier, shared: an order that is written waits for who switches it off
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_purchase_order_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_actor constant text := inventory.current_actor();
  v_now constant timestamptz := clock_timestamp();
  v_supplier record;
begin
  if tg_op = 'INSERT' or new.status = 'ORDERED' and old.status = 'DRAFT' then
    select s.code, s.active, s.lead_time_days into v_supplier
    from inventory.suppliers s where s.tenant_id = new.tenant_id and s.id = new.supplier_id for share;
    if not found then
      perform inventory.check_supplier(new.tenant_id, new.supplier_id, 'supplierId');
    elsif not v_supplier.active then
      perform inventory.refuse('supplier_not_active', format('Supplier %s is switched off', v_supplier.code),
        jsonb_build_object('field', case tg_op when 'INSERT' then 'supplierId' else 'id' end, 'supplierId', new.supplier_id,
          'code', v_supplier.code), 'Use another supplier, or switch this one on (updateSupplier).');
    end if;
    perform inventory.check_location_active(new.tenant_id, new.location_id, 'it takes nothing in',
      case tg_op when 'INSERT' then 'locationId' else 'id' end);
  end if;
  if tg_op = 'INSERT' then
    new.status := 'DRAFT';
    new.order_number := coalesce(inventory.clean_code(new.order_number), 'PO-' || upper(right(new.id::text, 12)));
    new.actor := v_actor;
    new.created_at := v_now;
    new.business_date := inventory.tenant_today(new.tenant_id);
    new.opened_by_transaction := pg_current_xact_id();
    new.ordered_by := null;
    new.ordered_at := null;
    new.closed_by := null;
    new.closed_at := null;
    new.cancelled_by := null;
    new.cancelled_at := null;
    new.reason := null;
  elsif new.status = 'ORDERED' and old.status = 'DRAFT' then
    new.ordered_by := v_actor;
    new.ordered_at := v_now;
    new.expected_on := coalesce(new.expected_on, inventory.tenant_today(new.tenant_id) + v_supplier.lead_time_days);
  elsif new.status in ('CLOSED_SHORT', 'CANCELLED') and old.status <> new.status
    and old.status <> all (case new.status when 'CLOSED_SHORT' then array['PARTIALLY_RECEIVED'] else array['DRAFT', 'ORDERED'] end)
  then -- illegal_transition would not say which of the two it is
    perform inventory.refuse('illegal_transition',
      format('Purchase order %s is %s: it cannot become %s', new.order_number, old.status, new.status),
      jsonb_build_object('field', 'id', 'id', new.id, 'from', old.status, 'to', new.status),
      case when old.status in ('DRAFT', 'ORDERED') then 'Nothing was received for it: cancel it (cancelPurchaseOrder).'
        when old.status = 'PARTIALLY_RECEIVED' then 'Some of it was received: close it short (closePurchaseOrderShort).'
        when old.status = 'RECEIVED' then 'All of it has come, so nothing of it is to close or cancel.'
        else 'It is over already.' end);
  elsif new.status = 'CLOSED_SHORT' and old.status <> 'CLOSED_SHORT' then
    new.closed_by := v_actor;
    new.closed_at := v_now;
  elsif new.status = 'CANCELLED' and old.status <> 'CANCELLED' then
    new.cancelled_by := v_actor;
    new.cancelled_at := v_now;
  end if;
  return new;
end
$$;
comment on function inventory.tg_purchase_order_stamp() is
  'Stamp: who wrote, placed, closed or cancelled a purchase order, and when; when it is expected by the supplier''s lead time. Refuses a supplier or a place that is switched off.';

drop trigger if exists _100_supplier_not_active on inventory.purchase_orders;
create trigger _100_supplier_not_active before insert or update of status on inventory.purchase_orders
  for each row execute function inventory.tg_purchase_order_stamp();
comment on trigger _100_supplier_not_active on inventory.purchase_orders is
  E'Only a supplier that is active gets an order.\nGuards: supplier_unknown, location_not_active, illegal_transition';

create or replace function inventory.tg_order_expected() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('illegal_transition', format('Nothing of the purchase order is expected: it is %s', new.status),
    jsonb_build_object('field', 'id', 'id', new.id, 'from', old.status, 'to', new.status), 'What has come, and when, is in its receipts.');
  return null;
end
$$;
comment on function inventory.tg_order_expected() is 'Refuses another expected day of a purchase order of which nothing is to come.';

drop trigger if exists _300_illegal_transition__expected on inventory.purchase_orders;
create trigger _300_illegal_transition__expected before update of expected_on on inventory.purchase_orders
  for each row when (new.status <> 'DRAFT' and not inventory.is_on_order(new.status)) execute function inventory.tg_order_expected();
comment on trigger _300_illegal_transition__expected on inventory.purchase_orders is
  'A document''s status changes only along its allowed steps, and each step is taken once.';

create or replace function inventory.tg_purchase_order_line_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_field constant text := format('lines[%s].', new.line_number - 1);
  v_terms record := inventory.checked_terms(new.tenant_id, new.product_id, new.unit, v_field);
begin
  new.unit := v_terms.unit;
  new.factor := v_terms.factor;
  new.base_quantity := inventory.base_units(new.quantity, new.factor, v_field || 'quantity');
  new.received_quantity := 0;
  new.accepted_quantity := new.base_quantity + (
    select new.base_quantity * t.over_receipt_percent / 100 from inventory.tenants t where t.id = new.tenant_id);
  new.unit_cost := coalesce(new.unit_cost, (
    select inventory.cost_of_base_unit(p.price, p.factor)
    from inventory.purchase_orders o
    join inventory.supplier_products p on p.tenant_id = o.tenant_id and p.supplier_id = o.supplier_id and p.product_id = new.product_id
    where o.tenant_id = new.tenant_id and o.id = new.purchase_order_id and p.active));
  return new;
end
$$;
comment on function inventory.tg_purchase_order_line_stamp() is
  'Stamp: unit, base quantity, cost and accepted quantity of a line of a purchase order; refuses unknown products and units, products without inventory, and kits.';

drop trigger if exists _100_stamp on inventory.purchase_order_lines;
create trigger _100_stamp before insert on inventory.purchase_order_lines
  for each row execute function inventory.tg_purchase_order_line_stamp();
comment on trigger _100_stamp on inventory.purchase_order_lines is
  E'Stamp: unit, base quantity, cost and accepted quantity of a line of a purchase order.\nGuards: product_unknown, unit_unknown, product_not_tracked, kit_not_stocked, quantity_too_large';
