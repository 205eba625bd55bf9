-- Ledger step: a sale commits the reservations that it names before its lines take stock.
--
-- Rule:      A sale commits only live reservations, of its own location and of products that it sells, each once.
-- Why:       a reservation committed by a sale of another product would free stock that is reserved for a customer.
-- Guards:    sales, INSERT with reservation_ids; checked again at COMMIT, when the lines exist, for the sale and for
--            each reservation that became COMMITTED
-- Locks:     the reservations in the order of their ids; the lines' trigger locks the stock levels afterwards
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_reservation_commit() returns trigger
language plpgsql security definer -- a status that the app role may not set
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
        jsonb_build_object('field', 'reservationIds', 'reservationId', v_id, 'status', v_found.status),
        'Sell without it, or reserve again.');
    end if;
    update inventory.reservations r set status = 'COMMITTED', sale_id = new.id
    where r.tenant_id = new.tenant_id and r.id = v_id;
  end loop;
  return null;
end
$$;
comment on function inventory.tg_reservation_commit() is
  'Ledger step: commits the reservations that a new sale names, so that its lines can take what they held.';

drop trigger if exists _500_reservation_not_of_sale on inventory.sales;
create trigger _500_reservation_not_of_sale after insert on inventory.sales
  for each row when (new.reservation_ids is not null) execute function inventory.tg_reservation_commit();
comment on trigger _500_reservation_not_of_sale on inventory.sales is
  'A sale commits only live reservations, of its own location and of products that it sells, each once.';

create or replace function inventory.check_reservations_of_sale(p_tenant_id uuid, p_sale_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_found record;
begin
  select r.id, r.product_id into v_found
  from inventory.reservations r
  where r.tenant_id = p_tenant_id and r.sale_id = p_sale_id and not exists (
    select from inventory.sale_lines l
    where l.tenant_id = p_tenant_id and l.sale_id = p_sale_id and l.product_id = r.product_id)
  limit 1;
  if found then
    perform inventory.refuse('reservation_not_of_sale', 'The sale does not sell the reserved product',
      jsonb_build_object('field', 'reservationIds', 'reservationId', v_found.id, 'productId', v_found.product_id),
      'Add the reserved product to the sale, or leave the reservation out.');
  end if;
end
$$;
comment on function inventory.check_reservations_of_sale(uuid, uuid) is
  'Refuses a sale that committed a reservation of a product that it does not sell.';

create or replace function inventory.tg_reservation_not_of_sale() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp -- checked at COMMIT, whichever role commits
as $$
declare
  v_tenant constant text := inventory.exchange_tenant(new.tenant_id::text);
begin
  perform inventory.check_reservations_of_sale(new.tenant_id, new.id);
  perform inventory.exchange_tenant(v_tenant);
  return null;
end
$$;
comment on function inventory.tg_reservation_not_of_sale() is
  'Refuses, at COMMIT, a sale that committed a reservation of a product that it does not sell.';

drop trigger if exists _300_reservation_not_of_sale on inventory.sales;
create constraint trigger _300_reservation_not_of_sale after insert on inventory.sales
  deferrable initially deferred
  for each row when (new.reservation_ids is not null) execute function inventory.tg_reservation_not_of_sale();
comment on trigger _300_reservation_not_of_sale on inventory.sales is
  'A sale commits only live reservations, of its own location and of products that it sells, each once.';

create or replace function inventory.tg_committed_reservation_not_of_sale() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp -- checked at COMMIT, whichever role commits
as $$
declare
  v_tenant constant text := inventory.exchange_tenant(new.tenant_id::text);
begin
  perform inventory.check_reservations_of_sale(new.tenant_id, new.sale_id);
  perform inventory.exchange_tenant(v_tenant);
  return null;
end
$$;
comment on function inventory.tg_committed_reservation_not_of_sale() is
  'Refuses, at COMMIT, a committed reservation of a product that its sale does not sell.';

drop trigger if exists _300_reservation_not_of_sale on inventory.reservations;
create constraint trigger _300_reservation_not_of_sale after update on inventory.reservations
  deferrable initially deferred
  for each row when (new.status = 'COMMITTED' and old.status <> 'COMMITTED')
  execute function inventory.tg_committed_reservation_not_of_sale();
comment on trigger _300_reservation_not_of_sale on inventory.reservations is
  'A sale commits only live reservations, of its own location and of products that it sells, each once.';
