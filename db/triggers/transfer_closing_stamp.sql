-- Stamp: a request to close a transfer short starts PENDING; its decision records who made it and when.
--
-- How:       it is refused where nothing is on its way, and while another one is pending (illegal_transition).
-- Locks:     the transfer, so that of two requests the second sees the first
-- Rights:    security definer: the lock needs a right that the writer does not have.

create or replace function inventory.tg_transfer_closing_stamp() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_status text;
  v_asked text;
begin
  if tg_op = 'UPDATE' then
    if new.status = 'APPROVED' then
      new.approved_by := inventory.current_actor();
      new.approved_at := clock_timestamp();
    elsif new.status = 'REJECTED' then
      new.rejected_by := inventory.current_actor();
      new.rejected_at := clock_timestamp();
    end if;
    return new;
  end if;

  perform inventory.check_tenant(new.tenant_id);
  select t.status into v_status
  from inventory.transfers t where t.tenant_id = new.tenant_id and t.id = new.transfer_id for no key update;
  if not found then
    perform inventory.refuse('transfer_unknown', 'There is no such transfer',
      jsonb_build_object('field', 'id', 'transferId', new.transfer_id));
  end if;
  select c.requested_by into v_asked
  from inventory.transfer_closings c
  where c.tenant_id = new.tenant_id and c.transfer_id = new.transfer_id and c.status = 'PENDING';
  if v_status not in ('DISPATCHED', 'PARTIALLY_RECEIVED') then
    perform inventory.refuse('illegal_transition', format('Nothing of this transfer is on its way: it is %s', v_status),
      jsonb_build_object('field', 'id', 'id', new.transfer_id, 'from', v_status, 'to', 'FULFILLED'));
  elsif v_asked is not null then
    perform inventory.refuse('illegal_transition', format('%s has asked for this already', v_asked),
      jsonb_build_object('field', 'id', 'id', new.transfer_id, 'from', v_status, 'to', 'FULFILLED', 'requestedBy', v_asked),
      'Another person decides: approveTransferShort or rejectTransferShort.');
  end if;
  new.status := 'PENDING';
  new.requested_by := inventory.current_actor();
  new.requested_at := clock_timestamp();
  new.approved_by := null;
  new.approved_at := null;
  new.rejected_by := null;
  new.rejected_at := null;
  new.rejection_reason := null;
  return new;
end
$$;
comment on function inventory.tg_transfer_closing_stamp() is
  'Stamp: who asked for a transfer to be closed short, who decided, and when.';

drop trigger if exists _100_stamp on inventory.transfer_closings;
create trigger _100_stamp before insert or update of status on inventory.transfer_closings
  for each row execute function inventory.tg_transfer_closing_stamp();
comment on trigger _100_stamp on inventory.transfer_closings is
  E'Stamp: who asked for a transfer to be closed short, who decided, and when.\nGuards: transfer_unknown, illegal_transition';
