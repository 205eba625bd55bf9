-- Stamp: a refund is recorded now, by the current actor, at the location of its sale unless it names another one. A line
-- gets the location where its goods come in: that one, or its quarantine, which is made when it is first needed.
--
-- Locks:     the sale
-- Rights:    security definer for the lines: a clerk who takes broken goods back may not make locations.

create or replace function inventory.tg_refund_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_location_id uuid;
begin
  -- Locked before the foreign key shares it: of two refunds of a sale the second waits here, and not for the first one's
  -- update of the sale while the first waits for it.
  select s.location_id into v_location_id
  from inventory.sales s where s.tenant_id = new.tenant_id and s.id = new.sale_id for no key update;
  if not found then
    perform inventory.refuse('sale_unknown', 'There is no such sale',
      jsonb_build_object('field', 'saleId', 'saleId', new.sale_id));
  end if;
  new.location_id := coalesce(new.location_id, v_location_id);
  perform inventory.check_location_active(new.tenant_id, new.location_id, 'it takes nothing in', 'locationId');
  new.actor := inventory.current_actor();
  new.created_at := clock_timestamp();
  new.opened_by_transaction := pg_current_xact_id();
  return new;
end
$$;
comment on function inventory.tg_refund_stamp() is
  'Stamp: a refund''s time, actor and location; refuses an unknown sale and a location that is switched off.';

drop trigger if exists _100_stamp on inventory.refunds;
create trigger _100_stamp before insert on inventory.refunds
  for each row execute function inventory.tg_refund_stamp();
comment on trigger _100_stamp on inventory.refunds is
  E'Stamp: a refund is recorded now, by the current actor, at the location of its sale unless it names another one.\nGuards: sale_unknown, location_not_active';

create or replace function inventory.quarantine_at(p_tenant_id uuid, p_location_id uuid) returns uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_at record;
  v_id uuid;
begin
  select o.code, o.name, o.kind into v_at
  from inventory.locations o where o.tenant_id = p_tenant_id and o.id = p_location_id;
  if v_at.kind = 'QUARANTINE' then
    return p_location_id;
  end if;
  for v_try in 1..100 loop
    select o.id into v_id from inventory.locations o
    where o.tenant_id = p_tenant_id and o.quarantine_of = p_location_id;
    exit when found;
    -- Of two refunds at once the second waits here for the first one's location. A code that is taken is tried with a number.
    insert into inventory.locations (tenant_id, id, code, name, kind, quarantine_of)
    values (p_tenant_id, inventory.uuid_v7(), left(v_at.code, 60) || '-Q' || coalesce(nullif(v_try, 1)::text, ''),
      left(v_at.name, 180) || ', quarantine', 'QUARANTINE', p_location_id)
    on conflict do nothing;
  end loop;
  return v_id;
end
$$;
comment on function inventory.quarantine_at(uuid, uuid) is
  'The quarantine of a location; makes one where there is none. A quarantine is its own.';

create or replace function inventory.tg_refund_line_stamp() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_refund record;
begin
  perform inventory.check_tenant(new.tenant_id);
  select r.location_id, exists (
    select from inventory.sale_lines l
    where l.tenant_id = r.tenant_id and l.id = new.sale_line_id and l.sale_id = r.sale_id and l.tracked) as tracked
  into v_refund
  from inventory.refunds r where r.tenant_id = new.tenant_id and r.id = new.refund_id;
  if not found then
    perform inventory.refuse('refund_unknown', 'There is no such refund', jsonb_build_object('refundId', new.refund_id));
  end if;
  if not v_refund.tracked and not exists ( -- the foreign key cannot name the line of the input
    select from inventory.sale_lines l where l.tenant_id = new.tenant_id and l.id = new.sale_line_id)
  then
    perform inventory.refuse('sale_line_unknown', 'The sale has no such line',
      jsonb_build_object('field', format('lines[%s].saleLineId', new.line_number - 1), 'saleLineId', new.sale_line_id));
  end if;
  new.location_id := v_refund.location_id;
  if new.disposition = 'QUARANTINE' and v_refund.tracked then
    new.location_id := inventory.quarantine_at(new.tenant_id, v_refund.location_id);
    perform inventory.check_location_active(new.tenant_id, new.location_id, 'it takes nothing in',
      format('lines[%s].disposition', new.line_number - 1));
  end if;
  return new;
end
$$;
comment on function inventory.tg_refund_line_stamp() is
  'Stamp: where the goods of a refund line come in: the refund''s location or its quarantine.';

drop trigger if exists _100_stamp on inventory.refund_lines;
create trigger _100_stamp before insert on inventory.refund_lines
  for each row execute function inventory.tg_refund_line_stamp();
comment on trigger _100_stamp on inventory.refund_lines is
  E'Stamp: where the goods of a refund line come in: the refund''s location or its quarantine.\nGuards: refund_unknown, sale_line_unknown, location_not_active';
