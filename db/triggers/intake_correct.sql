-- Ledger step: correcting an intake writes a movement of the difference.
--
-- Locks:     those of intake_immutable, then batch_stock.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_intake_correct() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason,
    document_type, document_id, document_line_id)
  values (new.tenant_id, 'INTAKE_CORRECTION', new.product_id, new.id, new.location_id,
    new.intake_quantity - old.intake_quantity, new.intake_reason, 'RECEIPT', new.receipt_id, new.id);
  return null;
end
$$;
comment on function inventory.tg_intake_correct() is 'Ledger step: writes the INTAKE_CORRECTION movement of a changed intake.';

drop trigger if exists _500_correct on inventory.batches;
create trigger _500_correct after update of intake_quantity on inventory.batches
  for each row when (new.intake_quantity <> old.intake_quantity) execute function inventory.tg_intake_correct();
comment on trigger _500_correct on inventory.batches is 'Ledger step: writes the INTAKE_CORRECTION movement of a changed intake.';
