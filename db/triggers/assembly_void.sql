-- Ledger step: voiding an assembly takes its sets out again and returns its parts to the batches that they were taken from, as long as the
-- sets are whole: nothing but their intake has moved.
--
-- Guards:    batch_has_history, movement_archived, reserved_exceeds_stock (in receipt_void)
-- Locks:     the assembly (by the UPDATE), the batch of the sets, then stock_levels by (tenant, product, location) of the parts and the set,
--            then batch_stock
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_assembly_void() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_batch record;
  v_left bigint;
begin
  perform inventory.check_tenant(new.tenant_id);
  select b.id, b.batch_number, b.receipt_id into v_batch from inventory.batches b
  where b.tenant_id = new.tenant_id and b.id = new.batch_id for no key update;
  perform inventory.lock_stock(new.tenant_id, array_agg(k.product_id), array_agg(new.location_id))
  from (
    select p.product_id from inventory.assembly_parts p where p.tenant_id = new.tenant_id and p.assembly_id = new.id
    union all
    select new.product_id) k;

  if inventory.batch_has_moved(new.tenant_id, new.batch_id) then
    v_left := (
      select coalesce(sum(s.quantity), 0) from inventory.batch_stock s where s.tenant_id = new.tenant_id and s.batch_id = new.batch_id);
    perform inventory.refuse('batch_has_history',
      format(case when v_left = new.base_quantity then 'Sets of batch %s have been sold, moved or adjusted since, though all %3$s of them are in stock'
        else 'Sets of batch %s have been sold, moved or adjusted since: %s of %s are left' end, v_batch.batch_number, v_left, new.base_quantity),
      jsonb_build_object('field', 'id', 'assemblyId', new.id, 'batchId', new.batch_id, 'batchNumber', v_batch.batch_number,
        'assembled', new.base_quantity, 'left', v_left),
      'Record adjustments for what was taken apart: the sets out, the parts in.');
  end if;
  if exists (
    select from inventory.assembly_parts p
    where p.tenant_id = new.tenant_id and p.assembly_id = new.id and p.base_quantity > (
      select coalesce(-sum(m.quantity), 0) from inventory.movements m
      where m.tenant_id = p.tenant_id and m.document_id = p.assembly_id and m.document_line_id = p.id and m.kind = 'ASSEMBLY_OUT'))
  then
    perform inventory.refuse_archived(new.tenant_id, 'The assembly can no longer be voided',
      jsonb_build_object('field', 'id', 'assemblyId', new.id), 'Record adjustments: the sets out, the parts in.');
  end if;

  update inventory.receipts r set voided_at = now(), void_reason = new.void_reason -- receipt_void takes the sets out
  where r.tenant_id = new.tenant_id and r.id = v_batch.receipt_id;
  insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason, reverses_id,
    document_type, document_id, document_line_id)
  select m.tenant_id, 'ASSEMBLY_VOID', m.product_id, m.batch_id, m.location_id, -m.quantity, new.void_reason, m.id,
    'ASSEMBLY', new.id, m.document_line_id
  from inventory.movements m
  where m.tenant_id = new.tenant_id and m.document_id = new.id and m.kind = 'ASSEMBLY_OUT'
  order by m.product_id, m.location_id, m.id;
  return null;
end
$$;
comment on function inventory.tg_assembly_void() is
  'Ledger step: voids the receipt of an assembly''s sets and returns its parts; refuses once one of the sets has moved.';

drop trigger if exists _500_void on inventory.assemblies;
create trigger _500_void after update of status on inventory.assemblies
  for each row when (new.status = 'VOIDED' and old.status <> 'VOIDED') execute function inventory.tg_assembly_void();
comment on trigger _500_void on inventory.assemblies is
  E'Ledger step: voids the receipt of an assembly''s sets and returns its parts.\nGuards: batch_has_history, movement_archived, reserved_exceeds_stock';
