-- Stamp: what arrives of a transfer is received now, by the current actor.

create or replace function inventory.tg_transfer_arrival_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_to uuid;
  v_field constant text := format('lines[%s].', new.line_number - 1);
begin
  select t.to_location_id into v_to
  from inventory.transfers t where t.tenant_id = new.tenant_id and t.id = new.transfer_id;
  if not found then
    perform inventory.refuse('transfer_unknown', 'There is no such transfer',
      jsonb_build_object('field', 'id', 'transferId', new.transfer_id));
  elsif not exists (
    select from inventory.transfer_lines l
    where l.tenant_id = new.tenant_id and l.id = new.transfer_line_id and l.transfer_id = new.transfer_id)
  then
    perform inventory.refuse('transfer_unknown', 'The transfer has no such line',
      jsonb_build_object('field', v_field || 'transferLineId', 'transferId', new.transfer_id, 'transferLineId', new.transfer_line_id));
  elsif new.batch_id is not null and not exists (
    select from inventory.batches b where b.tenant_id = new.tenant_id and b.id = new.batch_id)
  then
    perform inventory.refuse('batch_unknown', 'There is no such batch',
      jsonb_build_object('field', v_field || 'batchId', 'batchId', new.batch_id));
  elsif new.quantity > inventory.largest_quantity() then
    perform inventory.refuse_quantity(v_field || 'quantity', new.quantity);
  end if;
  perform inventory.check_location_active(new.tenant_id, v_to, 'it takes nothing in', 'id');
  new.received_at := clock_timestamp();
  new.actor := inventory.current_actor();
  return new;
end
$$;
comment on function inventory.tg_transfer_arrival_stamp() is
  'Stamp: who received goods of a transfer, and when; refuses an unknown transfer, line or batch, a quantity over the limit, and a location that is switched off.';

drop trigger if exists _100_stamp on inventory.transfer_arrivals;
create trigger _100_stamp before insert on inventory.transfer_arrivals
  for each row execute function inventory.tg_transfer_arrival_stamp();
comment on trigger _100_stamp on inventory.transfer_arrivals is
  E'Stamp: who received goods of a transfer, and when.\nGuards: transfer_unknown, batch_unknown, quantity_too_large, location_not_active';
