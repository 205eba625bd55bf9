-- Rule:      The sets of an assembly come in and go out again with it: their receipt is not written, voided or corrected by itself.
-- Why:       the parts would stay away while their sets are gone, or there would be sets that no parts went into.
-- Guards:    receipts, INSERT with an assembly by any role but the ledger's (in document_stamp), and UPDATE of voided_at; batches, UPDATE
--            of intake_quantity. No other batch comes in on that receipt (document_immutable). Foreign keys: a receipt, and parts, are of an assembly of their own tenant
-- Locks:     none of its own: whoever voids the assembly holds it
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_made_by_assembly() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (
    select from inventory.assemblies a where a.tenant_id = new.tenant_id and a.id = new.assembly_id and a.status = 'VOIDED')
  then
    perform inventory.refuse('made_by_assembly', 'These sets were assembled here, and are not voided without their parts',
      jsonb_build_object('field', 'id', 'receiptId', new.id, 'assemblyId', new.assembly_id), 'Void the assembly (voidAssembly).');
  end if;
  return new;
end
$$;
comment on function inventory.tg_made_by_assembly() is 'Refuses to void the receipt of an assembly that is not voided.';

drop trigger if exists _300_made_by_assembly on inventory.receipts;
create trigger _300_made_by_assembly before update of voided_at on inventory.receipts
  for each row when (new.assembly_id is not null and new.voided_at is not null) execute function inventory.tg_made_by_assembly();
alter table inventory.receipts enable always trigger _300_made_by_assembly;
comment on trigger _300_made_by_assembly on inventory.receipts is
  'The sets of an assembly come in and go out again with it: their receipt is not written, voided or corrected by itself.';

create or replace function inventory.tg_made_by_assembly_intake() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_assembly_id constant uuid := (
    select r.assembly_id from inventory.receipts r where r.tenant_id = old.tenant_id and r.id = old.receipt_id);
begin
  if v_assembly_id is not null then
    perform inventory.refuse('made_by_assembly',
      format('Batch %s was assembled here: its %s are what its parts were taken for', old.batch_number, old.intake_quantity),
      jsonb_build_object('field', 'batchId', 'batchId', old.id, 'batchNumber', old.batch_number, 'assemblyId', v_assembly_id,
        'intakeQuantity', old.intake_quantity, 'requested', new.intake_quantity),
      'Void the assembly (voidAssembly) and assemble again, or record an adjustment for the difference.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_made_by_assembly_intake() is 'Refuses to correct the intake of sets that were assembled.';

-- Before intake_immutable, which may say less: that they have a cost.
drop trigger if exists _290_made_by_assembly on inventory.batches;
create trigger _290_made_by_assembly before update of intake_quantity on inventory.batches
  for each row execute function inventory.tg_made_by_assembly_intake();
alter table inventory.batches enable always trigger _290_made_by_assembly;
comment on trigger _290_made_by_assembly on inventory.batches is
  'The sets of an assembly come in and go out again with it: their receipt is not written, voided or corrected by itself.';
