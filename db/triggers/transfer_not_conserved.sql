-- Rule:      What a transfer takes out of a location is, batch by batch, in transit, at the destination, returned or lost.
-- Why:       goods that leave one location and reach no other would be lost or doubled.
-- Guards:    movements, INSERT of kind TRANSFER_IN: not more than the same line of the transfer took out of the batch.
--            transfer_arrivals, INSERT of more than is on its way (transfer_arrive).
--            transfers, checked at COMMIT after each step: a DISPATCHED one has taken out exactly its lines, a
--            PARTIALLY_RECEIVED one has added what its arrivals say, of a FULFILLED one the rest is lost (with an approved
--            closing), a CANCELLED one has nothing in transit. ENABLE ALWAYS there, and for a line, an arrival or a closing
--            that a restore or a replica writes: elsewhere their own steps refuse at once
-- Locks:     the transfer's row, by the step
-- Not enforced against: the table owner and a superuser with the trigger disabled; a comparison finds it: per batch, intake and
--            corrections = remaining + in transit + sold - refunded - adjustments + written off.

create or replace function inventory.tg_transfer_not_conserved_movement() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
  v_in_transit bigint;
begin
  select -coalesce(sum(m.quantity), 0) into v_in_transit
  from inventory.movements m
  where m.tenant_id = new.tenant_id and m.document_id = new.document_id and m.batch_id = new.batch_id
    and m.document_line_id = new.document_line_id and m.kind in ('TRANSFER_OUT', 'TRANSFER_IN');
  if new.quantity > v_in_transit then
    perform inventory.refuse('transfer_not_conserved', 'More would arrive than was dispatched',
      jsonb_build_object('transferId', new.document_id, 'batchId', new.batch_id, 'inTransit', v_in_transit,
        'requested', new.quantity));
  end if;
  return new;
end
$$;
comment on function inventory.tg_transfer_not_conserved_movement() is
  'Refuses a TRANSFER_IN of more than the same line of the transfer has in transit of the batch.';

drop trigger if exists _300_transfer_not_conserved on inventory.movements;
create trigger _300_transfer_not_conserved before insert on inventory.movements
  for each row when (new.kind = 'TRANSFER_IN') execute function inventory.tg_transfer_not_conserved_movement();
comment on trigger _300_transfer_not_conserved on inventory.movements is
  'What a transfer takes out of a location is, batch by batch, in transit, at the destination, returned or lost.';

create or replace function inventory.check_transfer_conserved(p_tenant_id uuid, p_transfer_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
  v_transfer inventory.transfers;
begin
  -- As it is at COMMIT: one transaction may take several steps.
  select t.* into v_transfer from inventory.transfers t where t.tenant_id = p_tenant_id and t.id = p_transfer_id;
  if not inventory.transfer_is_conserved(
    p_tenant_id, p_transfer_id, v_transfer.status, v_transfer.from_location_id, v_transfer.to_location_id) then
    perform inventory.refuse('transfer_not_conserved', 'The transfer''s movements do not agree with its lines',
      jsonb_build_object('transferId', p_transfer_id, 'status', v_transfer.status));
  end if;
end
$$;
comment on function inventory.check_transfer_conserved(uuid, uuid) is
  'Refuses a transfer whose movements do not agree with its lines and its status.';

create or replace function inventory.tg_transfer_line_not_conserved() returns trigger
language plpgsql security definer -- checked at COMMIT, whichever role commits
set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
  v_tenant constant text := inventory.exchange_tenant(new.tenant_id::text);
begin
  perform inventory.check_transfer_conserved(new.tenant_id, new.transfer_id);
  perform inventory.exchange_tenant(v_tenant);
  return null;
end
$$;
comment on function inventory.tg_transfer_line_not_conserved() is
  'Refuses, at COMMIT, a line, an arrival or a closing of a transfer whose movements then do not agree with them.';

create or replace function inventory.tg_transfer_not_conserved() returns trigger
language plpgsql security definer -- checked at COMMIT, whichever role commits
set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
  v_tenant constant text := inventory.exchange_tenant(new.tenant_id::text);
begin
  perform inventory.check_transfer_conserved(new.tenant_id, new.id);
  perform inventory.exchange_tenant(v_tenant);
  return null;
end
$$;
comment on function inventory.tg_transfer_not_conserved() is
  'Refuses, at COMMIT, a step of a transfer whose movements do not agree with its lines and its status.';

select inventory.put_commit_check(t.table_name::regclass, '_300_transfer_not_conserved', t.event, t.function,
  'What a transfer takes out of a location is, batch by batch, in transit, at the destination, returned or lost.', t.condition)
from (values
  ('inventory.transfers', 'insert or update of status', 'tg_transfer_not_conserved', null),
  ('inventory.transfer_lines', 'insert', 'tg_transfer_line_not_conserved', 'current_setting(''session_replication_role'') = ''replica'''),
  ('inventory.transfer_arrivals', 'insert', 'tg_transfer_line_not_conserved', 'current_setting(''session_replication_role'') = ''replica'''),
  ('inventory.transfer_closings', 'insert or update', 'tg_transfer_line_not_conserved', 'current_setting(''session_replication_role'') = ''replica''')
) t (table_name, event, function, condition);
