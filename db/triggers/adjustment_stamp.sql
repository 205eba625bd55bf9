-- Stamp: an adjustment starts PENDING, in base units of its batch's product; each step records its actor and time.

create or replace function inventory.tg_adjustment_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_batch record;
  v_terms record;
begin
  if tg_op = 'UPDATE' then
    case new.status
      when 'APPROVED' then
        new.approved_by := inventory.current_actor();
        new.approved_at := clock_timestamp();
      when 'REJECTED' then
        new.rejected_by := inventory.current_actor();
        new.rejected_at := clock_timestamp();
      when 'COMPLETED' then
        new.completed_by := inventory.current_actor();
        new.completed_at := clock_timestamp();
      else null; -- illegal_transition refuses it
    end case;
    return new;
  end if;

  select b.product_id into v_batch
  from inventory.batches b where b.tenant_id = new.tenant_id and b.id = new.batch_id;
  if not found then
    perform inventory.refuse('batch_unknown', 'There is no such batch',
      jsonb_build_object('field', 'batchId', 'batchId', new.batch_id));
  end if;
  if not inventory.adjustment_sign(new.type, new.quantity) then -- the constraint of that name cannot say the figures
    perform inventory.refuse('adjustment_sign',
      format('%s %s, and the quantity is %s', new.type, case new.type when 'RETURN' then 'brings stock in' else 'takes stock out' end, new.quantity),
      jsonb_build_object('field', 'quantity', 'type', new.type, 'quantity', new.quantity),
      format('Give %s, or the type RECOUNT or OTHER.', -new.quantity));
  end if;
  new.product_id := v_batch.product_id;
  v_terms := inventory.checked_terms(new.tenant_id, new.product_id, new.unit, '');
  new.unit := v_terms.unit;
  new.factor := v_terms.factor;
  new.base_quantity := inventory.base_units(new.quantity, new.factor, 'quantity');
  new.status := 'PENDING';
  new.requested_by := inventory.current_actor();
  new.requested_at := clock_timestamp();
  new.requested_on := inventory.tenant_today(new.tenant_id);
  new.approved_by := null;
  new.approved_at := null;
  new.rejected_by := null;
  new.rejected_at := null;
  new.rejection_reason := null;
  new.completed_by := null;
  new.completed_at := null;
  return new;
end
$$;
comment on function inventory.tg_adjustment_stamp() is
  'Stamp: product, unit, base quantity and requester of an adjustment; who approved, rejected or completed it, and when.';

drop trigger if exists _100_stamp on inventory.adjustments;
create trigger _100_stamp before insert or update of status on inventory.adjustments
  for each row execute function inventory.tg_adjustment_stamp();
comment on trigger _100_stamp on inventory.adjustments is
  E'Stamp: product, unit, base quantity and requester of an adjustment; who approved, rejected or completed it, and when.\nGuards: batch_unknown, unit_unknown, adjustment_sign, quantity_too_large';
