-- Stamp: who wrote a document, when and in which transaction; it starts with its first status.
--
-- Why here:  the actor, the time and the transaction are facts, which a writer cannot set. document_immutable accepts
--            lines only from the transaction that wrote the document.

create or replace function inventory.tg_sale_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  -- Not a foreign key: it would share-lock the location's row, which every other sale there locks too.
  v_active constant boolean := (
    select o.active from inventory.locations o where o.tenant_id = new.tenant_id and o.id = new.location_id);
begin
  if v_active is null then
    perform inventory.refuse('location_unknown', 'There is no such location',
      jsonb_build_object('field', 'locationId', 'locationId', new.location_id));
  elsif not v_active then
    perform inventory.check_location_active(new.tenant_id, new.location_id, 'it sells nothing', 'locationId');
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
comment on function inventory.tg_sale_stamp() is 'Stamp: a sale starts COMPLETED, now, by the current actor, at a known location.';

create or replace function inventory.tg_receipt_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_location_active(new.tenant_id, new.location_id, 'it takes nothing in', 'locationId');
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
  E'Stamp: a receipt starts valid, recorded now, by the current actor.\nGuards: location_not_active';

drop trigger if exists _100_stamp on inventory.sales;
create trigger _100_stamp before insert on inventory.sales
  for each row execute function inventory.tg_sale_stamp();
comment on trigger _100_stamp on inventory.sales is
  E'Stamp: a sale starts COMPLETED, now, by the current actor, at a known location.\nGuards: location_unknown, location_not_active';
