-- Rule:      An expired or held batch is not sold. A held one is transferred only to a quarantine location, and an expired one not to a storefront.
-- Why:       FEFO skips such batches; this guard covers a batch that a transfer names, a hold set in the meantime, and
--            every other writer.
-- Guards:    movements, INSERT of kind TRANSFER_OUT; of kind SALE in ledger_post, which has the batch's row at hand. What is in
--            transit still arrives or returns.
-- Locks:     none of its own: the movement has locked the batch's stock row
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.refuse_not_sellable(
  p_tenant_id uuid, p_batch_id uuid, p_done text, p_field text default null
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_batch record;
begin
  select b.batch_number, l.expiry_date, inventory.hold_of(b.hold, l.hold) as hold into v_batch
  from inventory.batches b
  join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
  where b.tenant_id = p_tenant_id and b.id = p_batch_id;
  perform inventory.refuse('batch_not_sellable', format('Batch %s cannot be %s: %s', v_batch.batch_number, p_done,
      case when v_batch.hold is null then 'it expired on ' || v_batch.expiry_date else 'it is ' || lower(v_batch.hold) end),
    jsonb_strip_nulls(jsonb_build_object('field', p_field))
      || jsonb_build_object('batchId', p_batch_id, 'batchNumber', v_batch.batch_number, 'expiryDate', v_batch.expiry_date,
        'hold', v_batch.hold),
    'Leave the batch out: the next sellable one is taken.');
end
$$;
comment on function inventory.refuse_not_sellable(uuid, uuid, text, text) is
  'Refuses a batch that is expired or held (batch_not_sellable), and says which.';

create or replace function inventory.tg_batch_not_sellable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_stock record;
  v_to text;
begin
  select bs.expiry_date, bs.held into v_stock
  from inventory.batch_stock bs
  where bs.tenant_id = new.tenant_id and bs.batch_id = new.batch_id and bs.location_id = new.location_id;
  if not inventory.is_sellable(v_stock.expiry_date, v_stock.held, new.business_date) then
    select o.kind into v_to
    from inventory.transfers t
    join inventory.locations o on o.tenant_id = t.tenant_id and o.id = t.to_location_id
    where t.tenant_id = new.tenant_id and t.id = new.document_id;
    if inventory.is_expired(v_stock.expiry_date, new.business_date) and v_to = 'STOREFRONT' or v_stock.held and v_to <> 'QUARANTINE' then
      perform inventory.refuse_not_sellable(new.tenant_id, new.batch_id, 'transferred there', 'lines[' || (
        select l.line_number from inventory.transfer_lines l where l.tenant_id = new.tenant_id and l.id = new.document_line_id) - 1 || '].batchId');
    end if;
  end if;
  return new;
end
$$;
comment on function inventory.tg_batch_not_sellable() is
  'Refuses a transfer of a batch that is held, unless it goes to quarantine, or expired and bound for a storefront.';

drop trigger if exists _300_batch_not_sellable on inventory.movements;
create trigger _300_batch_not_sellable before insert on inventory.movements
  for each row when (new.kind = 'TRANSFER_OUT') execute function inventory.tg_batch_not_sellable();
comment on trigger _300_batch_not_sellable on inventory.movements is
  'An expired or held batch is not sold. A held one is transferred only to a quarantine location, and an expired one not to a storefront.';
