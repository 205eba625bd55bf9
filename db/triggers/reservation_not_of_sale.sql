-- A sale names the reservations that its lines use.
--
-- Rule:      A sale uses only live reservations, of its own location and of products that it sells, and none beyond its quantity.
-- Why:       a reservation used by a sale of another product would free stock that is reserved for a customer.
-- Guards:    sales, INSERT with reservation_ids: they are live and of the location; checked at COMMIT, when the lines exist:
--            the sale sells the product of each. reservation_uses: INSERT by any role but the ledger's (use_reservations,
--            called where a line takes its stock). A CHECK of reservations: never more than the quantity
-- Locks:     the reservations in the order of their ids; the lines' trigger locks the stock levels afterwards
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_sale_reservations() returns trigger
language plpgsql security definer -- locks rows that the app role may read
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id uuid;
  v_found record;
begin
  perform inventory.check_tenant(new.tenant_id);
  for v_id in select distinct k.id from unnest(new.reservation_ids) k (id) order by 1 loop
    select r.location_id, inventory.reservation_status(r.status, r.expires_at, clock_timestamp()) as status into v_found
    from inventory.reservations r where r.tenant_id = new.tenant_id and r.id = v_id
    for no key update;
    if not found or v_found.location_id <> new.location_id or v_found.status <> 'ACTIVE' then
      perform inventory.refuse('reservation_not_of_sale',
        case when v_found.status is null then 'There is no such reservation'
          when v_found.status <> 'ACTIVE' then format('The reservation is %s', lower(v_found.status))
          else 'The reservation is for another location' end,
        jsonb_build_object('field', format('reservationIds[%s]', array_position(new.reservation_ids, v_id) - 1), 'reservationId', v_id,
          'status', v_found.status),
        'Sell without it, or reserve again.');
    end if;
  end loop;
  return null;
end
$$;
comment on function inventory.tg_sale_reservations() is
  'Locks the reservations that a new sale names, before its lines lock stock levels; refuses one that is not live or not of its location.';

drop trigger if exists _500_reservation_not_of_sale on inventory.sales;
create trigger _500_reservation_not_of_sale after insert on inventory.sales
  for each row when (new.reservation_ids is not null) execute function inventory.tg_sale_reservations();
comment on trigger _500_reservation_not_of_sale on inventory.sales is
  'A sale uses only live reservations, of its own location and of products that it sells, and none beyond its quantity.';

create or replace function inventory.tg_reservation_not_of_sale() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off -- checked at COMMIT, whichever role commits
as $$
declare
  v_tenant constant text := inventory.exchange_tenant(new.tenant_id::text);
  v_found record;
begin
  select r.id, r.product_id into v_found
  from unnest(new.reservation_ids) k (id)
  join inventory.reservations r on r.tenant_id = new.tenant_id and r.id = k.id
  where not exists (
    select from inventory.sale_line_parts l
    where l.tenant_id = new.tenant_id and l.sale_id = new.id and l.product_id = r.product_id)
  limit 1;
  if found then
    perform inventory.refuse('reservation_not_of_sale', 'The sale does not sell the reserved product',
      jsonb_build_object('field', format('reservationIds[%s]', array_position(new.reservation_ids, v_found.id) - 1),
        'reservationId', v_found.id, 'productId', v_found.product_id),
      'Add the reserved product to the sale, or leave the reservation out.');
  end if;
  perform inventory.exchange_tenant(v_tenant);
  return null;
end
$$;
comment on function inventory.tg_reservation_not_of_sale() is
  'Refuses, at COMMIT, a sale that names a reservation of a product that it does not sell.';

drop trigger if exists _300_reservation_not_of_sale on inventory.sales;
create constraint trigger _300_reservation_not_of_sale after insert on inventory.sales
  deferrable initially deferred
  for each row when (new.reservation_ids is not null) execute function inventory.tg_reservation_not_of_sale();
comment on trigger _300_reservation_not_of_sale on inventory.sales is
  'A sale uses only live reservations, of its own location and of products that it sells, and none beyond its quantity.';

create or replace function inventory.tg_reservation_use_not_of_sale() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('reservation_not_of_sale', 'A reservation is used by the lines of the sale that names it',
    jsonb_build_object('reservationId', new.reservation_id), 'Record a sale that names the reservation.');
  return null;
end
$$;
comment on function inventory.tg_reservation_use_not_of_sale() is
  'Refuses a use of a reservation that no sale line made.';

drop trigger if exists _300_reservation_not_of_sale on inventory.reservation_uses;
create trigger _300_reservation_not_of_sale before insert on inventory.reservation_uses
  for each row when (current_user <> 'bincard_ledger') execute function inventory.tg_reservation_use_not_of_sale();
comment on trigger _300_reservation_not_of_sale on inventory.reservation_uses is
  'A sale uses only live reservations, of its own location and of products that it sells, and none beyond its quantity.';
