-- Ledger step: what arrives of a transfer comes into stock at its destination, from the batches that its line took, in that
-- order, or of the batch that it names; and the transfer becomes PARTIALLY_RECEIVED, or FULFILLED once nothing is left.
--
-- Locks:     the transfer, its batches and its destination, then stock_levels by (tenant, product, location), then batch_stock.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_transfer_arrive() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_key record;
  v_transfer inventory.transfers;
  v_line record;
  v_batch record;
  v_left bigint;
  v_take bigint;
  v_status text;
begin
  perform inventory.check_tenant(n.tenant_id) from new_lines n;
  for v_key in -- looked up one by one: a join could read all transfers of the tenant
    select distinct n.tenant_id, n.transfer_id from new_lines n order by 1, 2
  loop
    select t.* into v_transfer from inventory.transfers t
    where t.tenant_id = v_key.tenant_id and t.id = v_key.transfer_id for no key update;
    if not exists (select from inventory.in_transit(v_transfer.tenant_id, v_transfer.id)) then
      perform inventory.refuse('illegal_transition', format('Nothing of this transfer is on its way: it is %s', v_transfer.status),
        jsonb_build_object('field', 'id', 'id', v_transfer.id, 'from', v_transfer.status, 'to', 'PARTIALLY_RECEIVED'),
        case v_transfer.status when 'REQUESTED' then 'It has to be approved and dispatched first.'
          when 'APPROVED' then 'It has to be dispatched first.' else '' end);
    end if;
    perform inventory.lock_batches(v_transfer.tenant_id, array_agg(i.batch_id))
    from inventory.in_transit(v_transfer.tenant_id, v_transfer.id) i;
    perform inventory.lock_stock(v_transfer.tenant_id, array_agg(i.product_id),
      array_agg(v_transfer.to_location_id), p_make => true)
    from inventory.in_transit(v_transfer.tenant_id, v_transfer.id) i;

    for v_line in
      select n.* from new_lines n
      join inventory.transfer_lines l on l.tenant_id = n.tenant_id and l.id = n.transfer_line_id
      where n.tenant_id = v_transfer.tenant_id and n.transfer_id = v_transfer.id
      order by l.product_id, n.transfer_line_id, n.batch_id nulls last, n.line_number, n.id -- named batches first
    loop
      v_left := v_line.quantity;
      for v_batch in
        select i.* from inventory.in_transit(v_transfer.tenant_id, v_transfer.id) i
        where i.line_id = v_line.transfer_line_id and i.batch_id = coalesce(v_line.batch_id, i.batch_id)
        order by i.place
      loop
        v_take := least(v_left, v_batch.quantity);
        insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity,
          document_type, document_id, document_line_id)
        values (v_transfer.tenant_id, 'TRANSFER_IN', v_batch.product_id, v_batch.batch_id, v_transfer.to_location_id, v_take,
          'TRANSFER', v_transfer.id, v_batch.line_id);
        v_left := v_left - v_take;
        exit when v_left = 0;
      end loop;
      if v_left > 0 then
        perform inventory.refuse('transfer_not_conserved',
          format('%s would arrive, %s are on their way', v_line.quantity, v_line.quantity - v_left),
          jsonb_build_object('field', format('lines[%s].quantity', v_line.line_number - 1), 'transferId', v_transfer.id,
            'transferLineId', v_line.transfer_line_id, 'batchId', v_line.batch_id, 'requested', v_line.quantity,
            'inTransit', v_line.quantity - v_left),
          'Receive at most what is on its way, and adjust what came in excess.');
      end if;
    end loop;

    v_status := case when exists (select from inventory.in_transit(v_transfer.tenant_id, v_transfer.id))
      then 'PARTIALLY_RECEIVED' else 'FULFILLED' end;
    update inventory.transfers t set status = v_status
    where t.tenant_id = v_transfer.tenant_id and t.id = v_transfer.id and t.status <> v_status;
  end loop;
  return null;
end
$$;
comment on function inventory.tg_transfer_arrive() is
  'Ledger step: writes the TRANSFER_IN movements of what arrives of a transfer, and sets its status.';

drop trigger if exists _500_arrive on inventory.transfer_arrivals;
create trigger _500_arrive after insert on inventory.transfer_arrivals
  referencing new table as new_lines
  for each statement execute function inventory.tg_transfer_arrive();
comment on trigger _500_arrive on inventory.transfer_arrivals is
  E'Ledger step: writes the TRANSFER_IN movements of what arrives of a transfer, and sets its status.\nGuards: transfer_not_conserved, illegal_transition';
