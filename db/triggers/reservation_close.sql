-- Ledger step: what a reservation holds changes: it is released, expires, is used by a sale, or is extended.
--
-- How:       only a live reservation can become RELEASED or be extended, and only one whose time is over EXPIRED. It becomes
--            COMMITTED when sales have used all of it (use_reservations; a CHECK ties the two). Any other change is refused
--            by illegal_transition. An extension never moves the end earlier: a request that is sent again must not shorten
--            what another has extended. It asks again under the lock of the stock level whether the reservation is live:
--            while it waited, others may have taken what an expired one held.
-- Locks:     the reservation (by the UPDATE), then the stock level. A sale locks its reservations before it locks any
--            stock level, so both take the locks in the same order.

create or replace function inventory.tg_reservation_transition() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_from constant text := inventory.reservation_status(old.status, old.expires_at, clock_timestamp());
  v_extends constant boolean := new.expires_at <> old.expires_at;
  v_used constant boolean := new.committed_quantity <> old.committed_quantity;
begin
  if not coalesce(case
      when v_extends then v_from = 'ACTIVE' and new.status = 'ACTIVE' and not v_used
      when v_used then v_from = 'ACTIVE' and new.status in ('ACTIVE', 'COMMITTED') and new.committed_quantity = (
        select sum(u.quantity) from inventory.reservation_uses u where u.tenant_id = new.tenant_id and u.reservation_id = new.id)
      when new.status = 'RELEASED' then v_from = 'ACTIVE'
      else old.status = 'ACTIVE' and v_from = 'EXPIRED' and new.status = 'EXPIRED' end, false) then
    perform inventory.refuse('illegal_transition',
      case when v_extends then format('A reservation that is %s cannot be extended', v_from)
        else inventory.step_refused('reservation', v_from, new.status) end,
      jsonb_build_object('reservationId', old.id, 'from', v_from, 'to', new.status)
        || case when v_used then '{}' else jsonb_build_object('field', 'id') end,
      case when v_extends then 'Reserve again.' else '' end);
  end if;
  if v_extends then
    if new.expires_at < old.expires_at then
      perform inventory.refuse('reservation_time_invalid',
        format('The reservation already lasts until %s', inventory.utc_text(old.expires_at)),
        jsonb_build_object('field', 'expiresInSeconds', 'reservationId', old.id, 'expiresAt', inventory.utc_text(old.expires_at)),
        'Give a later end, or release it and reserve again.');
    end if;
    new.extended_at := clock_timestamp();
  elsif new.status <> old.status then
    new.closed_by := inventory.current_actor();
    new.closed_at := clock_timestamp();
  end if;
  return new;
end
$$;
comment on function inventory.tg_reservation_transition() is
  'Refuses a step that a reservation''s status does not allow, and an extension to an earlier end; stamps who closed it and when, and when it was extended.';

drop trigger if exists _300_illegal_transition on inventory.reservations;
create trigger _300_illegal_transition before update of status, committed_quantity, expires_at on inventory.reservations
  for each row execute function inventory.tg_reservation_transition();
comment on trigger _300_illegal_transition on inventory.reservations is
  E'A document''s status changes only along its allowed steps, and each step is taken once.\nGuards: reservation_time_invalid';

create or replace function inventory.tg_reservation_close() returns trigger
language plpgsql security definer -- the app role writes reservations, not stock figures
set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.lock_stock(new.tenant_id, array[new.product_id], array[new.location_id]);
  perform inventory.refresh_reserved(new.tenant_id, new.product_id, new.location_id);
  return null;
end
$$;
comment on function inventory.tg_reservation_close() is 'Ledger step: makes available again what a closed reservation held.';

drop trigger if exists _500_close on inventory.reservations;
create trigger _500_close after update of status on inventory.reservations
  for each row when (new.status in ('RELEASED', 'EXPIRED')) execute function inventory.tg_reservation_close();
comment on trigger _500_close on inventory.reservations is 'Ledger step: makes available again what a closed reservation held.';

create or replace function inventory.tg_reservation_extend() returns trigger
language plpgsql security definer -- the app role writes reservations, not stock figures
set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.lock_stock(new.tenant_id, array[new.product_id], array[new.location_id]);
  perform inventory.check_location_active(new.tenant_id, new.location_id, 'nothing there is reserved', 'id');
  if old.expires_at <= clock_timestamp() then
    perform inventory.refuse('illegal_transition', 'A reservation that is EXPIRED cannot be extended',
      jsonb_build_object('reservationId', old.id, 'from', 'EXPIRED', 'to', 'ACTIVE'), 'Reserve again.');
  end if;
  perform inventory.refresh_reserved(new.tenant_id, new.product_id, new.location_id);
  return null;
end
$$;
comment on function inventory.tg_reservation_extend() is
  'Ledger step: holds the stock of an extended reservation until its new end; refuses one that expired while this waited for the stock level.';

drop trigger if exists _500_extend on inventory.reservations;
create trigger _500_extend after update of expires_at on inventory.reservations
  for each row when (new.expires_at <> old.expires_at) execute function inventory.tg_reservation_extend();
comment on trigger _500_extend on inventory.reservations is
  E'Ledger step: holds the stock of an extended reservation until its new end.\nGuards: illegal_transition, location_not_active';
