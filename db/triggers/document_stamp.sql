-- Stamp: who wrote a document, when and in which transaction; it starts with its first status.
--
-- Why here:  the actor, the time and the transaction are facts, which a writer cannot set. document_immutable accepts
--            lines only from the transaction that wrote the document.

create or replace function inventory.tg_sale_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_place record;
begin
  if new.business_date is not null then -- first of all: it locks the tenant
    new.backdated := inventory.check_business_date(new.tenant_id, new.business_date);
  end if;
  -- One statement for the date and the location, which is no foreign key: that would share-lock its row, which every other
  -- sale there locks too.
  select inventory.business_date(t.time_zone, clock_timestamp()) as today, o.active into v_place
  from inventory.tenants t
  left join inventory.locations o on o.tenant_id = t.id and o.id = new.location_id
  where t.id = new.tenant_id;
  if v_place.active is null then
    perform inventory.refuse('location_unknown', 'There is no such location',
      jsonb_build_object('field', 'locationId', 'locationId', new.location_id));
  elsif not v_place.active then
    perform inventory.check_location_active(new.tenant_id, new.location_id, 'it sells nothing', 'locationId');
  end if;
  if new.business_date is null then
    new.business_date := v_place.today;
    new.backdated := false;
  end if;
  new.receipt_number := inventory.clean_code(new.receipt_number);
  new.actor := inventory.current_actor();
  new.opened_by_transaction := pg_current_xact_id();
  new.status := 'COMPLETED';
  new.voided_at := null;
  new.voided_by := null;
  new.void_reason := null;
  new.created_at := clock_timestamp();
  return new;
end
$$;
comment on function inventory.tg_sale_stamp() is 'Stamp: a sale starts COMPLETED, now, by the current actor, at a known location, of today unless an earlier day is given.';

create or replace function inventory.tg_receipt_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_active constant boolean := (
    select o.active from inventory.locations o where o.tenant_id = new.tenant_id and o.id = new.location_id);
  v_supplier record;
begin
  if not v_active then -- the foreign key refuses an unknown one
    perform inventory.check_location_active(new.tenant_id, new.location_id, 'it takes nothing in', 'locationId');
  end if;
  if new.assembly_id is not null and current_user <> 'bincard_ledger' then
    perform inventory.refuse('made_by_assembly', 'Only an assembly writes the receipt of its sets',
      jsonb_build_object('assemblyId', new.assembly_id), 'Insert an assembly; its sets come in with it.');
  end if;
  if new.purchase_order_id is not null then
    new.supplier_id := inventory.lock_order_for_receipt(new.tenant_id, new.purchase_order_id, new.location_id, new.supplier_id);
  end if;
  if new.supplier_id is not null then
    perform inventory.check_supplier(new.tenant_id, new.supplier_id, 'supplierId');
    select s.code, s.name into v_supplier from inventory.suppliers s where s.tenant_id = new.tenant_id and s.id = new.supplier_id;
    if inventory.code_key(new.supplier) not in (inventory.code_key(v_supplier.name), inventory.code_key(v_supplier.code)) then
      perform inventory.refuse(case when new.purchase_order_id is null then 'supplier_unknown' else 'order_line_differs' end,
        format('The supplier is %s (%s), not %s', v_supplier.name, v_supplier.code, new.supplier),
        jsonb_build_object('field', 'supplier', 'supplier', new.supplier, 'expected', v_supplier.name, 'supplierId', new.supplier_id),
        'Leave the text out where the supplier is named by its id or by an order.');
    end if;
    new.supplier := v_supplier.name;
  end if;
  new.actor := inventory.current_actor();
  new.opened_by_transaction := pg_current_xact_id();
  new.voided_at := null;
  new.voided_by := null;
  new.void_reason := null;
  new.recorded_at := clock_timestamp();
  return new;
end
$$;
comment on function inventory.tg_receipt_stamp() is 'Stamp: a receipt starts valid, recorded now, by the current actor.';

drop trigger if exists _100_stamp on inventory.receipts;
create trigger _100_stamp before insert on inventory.receipts
  for each row execute function inventory.tg_receipt_stamp();
comment on trigger _100_stamp on inventory.receipts is
  E'Stamp: a receipt starts valid, recorded now, by the current actor.\nGuards: location_not_active, made_by_assembly, supplier_unknown, purchase_order_unknown, order_line_differs, illegal_transition';

drop trigger if exists _100_stamp on inventory.sales;
create trigger _100_stamp before insert on inventory.sales
  for each row when (current_user <> 'bincard_ledger'::text) -- record_plain_sale and record_plain_sales have stamped it
  execute function inventory.tg_sale_stamp();
comment on trigger _100_stamp on inventory.sales is
  E'Stamp: a sale starts COMPLETED, now, by the current actor, at a known location, of today unless an earlier day is given.\nGuards: location_unknown, location_not_active, business_date_out_of_order, role_policy';
