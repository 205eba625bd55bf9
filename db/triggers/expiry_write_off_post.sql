-- Ledger step: an expiry write-off removes what is left of every expired batch, at one location or at all of them.
--
-- Locks:     stock_levels by (tenant, product, location) of what is expired, then batch_stock; what is expired is read
--            again under the locks.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_expiry_write_off_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.actor := inventory.current_actor();
  new.created_at := clock_timestamp();
  new.business_date := inventory.tenant_today(new.tenant_id);
  return new;
end
$$;
comment on function inventory.tg_expiry_write_off_stamp() is 'Stamp: who wrote expired stock off, and when.';

drop trigger if exists _100_stamp on inventory.expiry_write_offs;
create trigger _100_stamp before insert on inventory.expiry_write_offs
  for each row execute function inventory.tg_expiry_write_off_stamp();
comment on trigger _100_stamp on inventory.expiry_write_offs is 'Stamp: who wrote expired stock off, and when.';

create or replace function inventory.tg_expiry_write_off() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.lock_stock(new.tenant_id, array_agg(e.product_id), array_agg(e.location_id))
  from inventory.expired_stock e
  where e.tenant_id = new.tenant_id and (new.location_id is null or e.location_id = new.location_id);

  for v_line in
    select e.product_id, e.batch_id, e.location_id, e.quantity from inventory.expired_stock e
    where e.tenant_id = new.tenant_id and (new.location_id is null or e.location_id = new.location_id)
    order by e.product_id, e.location_id, e.batch_id
  loop
    perform inventory.move_batch(new.tenant_id, v_line.product_id, v_line.batch_id, v_line.location_id, -v_line.quantity,
      'expired', 'EXPIRY', 'EXPIRY_WRITE_OFF', new.id, null);
  end loop;
  return null;
end
$$;
comment on function inventory.tg_expiry_write_off() is 'Ledger step: writes the EXPIRY movements of an expiry write-off.';

drop trigger if exists _500_write_off on inventory.expiry_write_offs;
create trigger _500_write_off after insert on inventory.expiry_write_offs
  for each row execute function inventory.tg_expiry_write_off();
comment on trigger _500_write_off on inventory.expiry_write_offs is
  E'Ledger step: writes the EXPIRY movements of an expiry write-off.\nGuards: reserved_exceeds_stock';
