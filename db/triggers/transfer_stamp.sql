-- Stamp: a transfer starts REQUESTED; each step records its actor and time. A line gets its unit's factor.

create or replace function inventory.tg_transfer_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_actor constant text := inventory.current_actor();
  v_now constant timestamptz := clock_timestamp();
begin
  if tg_op = 'INSERT' then
    perform inventory.check_location_active(new.tenant_id, new.to_location_id, 'it takes nothing in', 'toLocationId');
    -- The policy of the table refuses it too, without words.
    if current_user = 'bincard_app' and coalesce(current_setting('app.role', true), '') not in ('manager', 'admin') and exists (
      select from inventory.locations o where o.tenant_id = new.tenant_id and o.id = new.from_location_id and o.kind = 'QUARANTINE')
    then
      perform inventory.refuse('role_policy', 'Only a manager sends goods out of quarantine',
        jsonb_build_object('field', 'fromLocationId', 'locationId', new.from_location_id, 'needed', 'manager'),
        'Ask a manager to request the transfer.');
    end if;
    new.status := 'REQUESTED';
    new.requested_by := v_actor;
    new.requested_at := v_now;
    new.business_date := inventory.tenant_today(new.tenant_id);
    new.opened_by_transaction := pg_current_xact_id();
    new.approved_by := null;
    new.approved_at := null;
    new.dispatched_by := null;
    new.dispatched_at := null;
    new.fulfilled_by := null;
    new.fulfilled_at := null;
    new.cancelled_by := null;
    new.cancelled_at := null;
    new.cancel_reason := null;
    return new;
  end if;

  if new.status = 'APPROVED' then
    new.approved_by := v_actor;
    new.approved_at := v_now;
  elsif new.status = 'CANCELLED' then
    new.cancelled_by := v_actor;
    new.cancelled_at := v_now;
  elsif new.status in ('DISPATCHED', 'FULFILLED') then
    if old.status = 'APPROVED' then
      perform inventory.check_location_active(new.tenant_id, new.to_location_id, 'it takes nothing in', 'id');
      new.dispatched_by := v_actor;
      new.dispatched_at := v_now;
    end if;
    if new.status = 'FULFILLED' then
      new.fulfilled_by := v_actor;
      new.fulfilled_at := v_now;
    end if;
  end if;
  return new;
end
$$;
comment on function inventory.tg_transfer_stamp() is 'Stamp: who requested, approved, dispatched, fulfilled or cancelled a transfer, and when.';

drop trigger if exists _100_stamp on inventory.transfers;
create trigger _100_stamp before insert or update of status on inventory.transfers
  for each row execute function inventory.tg_transfer_stamp();
comment on trigger _100_stamp on inventory.transfers is
  E'Stamp: who requested, approved, dispatched, fulfilled or cancelled a transfer, and when.\nGuards: location_not_active, role_policy';

create or replace function inventory.tg_transfer_line_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_field constant text := format('lines[%s].', new.line_number - 1);
  v_terms record := inventory.checked_terms(new.tenant_id, new.product_id, new.unit, v_field);
begin
  if new.batch_id is not null and not exists (
    select from inventory.batches b
    where b.tenant_id = new.tenant_id and b.id = new.batch_id and b.product_id = new.product_id)
  then
    perform inventory.refuse('batch_unknown', 'The product has no such batch',
      jsonb_build_object('field', v_field || 'batchId', 'productId', new.product_id, 'batchId', new.batch_id));
  end if;
  new.unit := v_terms.unit;
  new.factor := v_terms.factor;
  new.base_quantity := inventory.base_units(new.quantity, new.factor, v_field || 'quantity');
  return new;
end
$$;
comment on function inventory.tg_transfer_line_stamp() is
  'Stamp: unit and base quantity of a transfer line; refuses unknown products and units, and batches of another product.';

drop trigger if exists _100_stamp on inventory.transfer_lines;
create trigger _100_stamp before insert on inventory.transfer_lines
  for each row execute function inventory.tg_transfer_line_stamp();
comment on trigger _100_stamp on inventory.transfer_lines is
  E'Stamp: unit and base quantity of a transfer line.\nGuards: product_unknown, unit_unknown, product_not_tracked, kit_not_stocked, batch_unknown, quantity_too_large';
