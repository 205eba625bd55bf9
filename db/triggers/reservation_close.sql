-- Ledger step: a reservation ends once: it is released, expires, or is committed by the sale that names it.
--
-- How:       only a live reservation can become RELEASED, and only one whose time is over EXPIRED. It can become COMMITTED
--            only with a sale of its location that names it. Any other change is refused by illegal_transition.
-- Locks:     the reservation (by the UPDATE), then the stock level. A sale closes its reservations before it locks
--            any stock level, so both take the locks in the same order.

create or replace function inventory.tg_reservation_transition() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_from constant text := inventory.reservation_status(old.status, old.expires_at, clock_timestamp());
begin
  if not coalesce(v_from = 'ACTIVE' and new.status = 'RELEASED'
       or v_from = 'ACTIVE' and new.status = 'COMMITTED' and exists (
         select from inventory.sales s
         where s.tenant_id = new.tenant_id and s.id = new.sale_id and s.location_id = new.location_id
           and new.id = any (s.reservation_ids))
       or old.status = 'ACTIVE' and v_from = 'EXPIRED' and new.status = 'EXPIRED', false) then
    perform inventory.refuse('illegal_transition', format('A reservation that is %s cannot become %s', v_from, new.status),
      jsonb_build_object('reservationId', old.id, 'from', v_from, 'to', new.status));
  end if;
  new.closed_by := inventory.current_actor();
  new.closed_at := clock_timestamp();
  return new;
end
$$;
comment on function inventory.tg_reservation_transition() is
  'Refuses a step that a reservation''s status does not allow; stamps who closed it and when.';

drop trigger if exists _300_illegal_transition on inventory.reservations;
create trigger _300_illegal_transition before update of status, sale_id on inventory.reservations
  for each row execute function inventory.tg_reservation_transition();
comment on trigger _300_illegal_transition on inventory.reservations is
  'A document''s status changes only along its allowed steps, and each step is taken once.';

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
