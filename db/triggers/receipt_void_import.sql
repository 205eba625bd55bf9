-- Ledger step: the rows of a file that a voided receipt brought in are not in any more, and may be imported again.
--
-- Locks:     the rows, after all that receipt_void locks; nothing else locks them.
-- Rights:    security definer: a writer who could mark a row would bring it in twice.

create or replace function inventory.tg_receipt_void_import() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  update inventory.imported_rows i set voided_at = new.voided_at where i.tenant_id = new.tenant_id and i.receipt_id = new.id;
  return null;
end
$$;
comment on function inventory.tg_receipt_void_import() is 'Ledger step: lets the rows that a voided receipt brought in be imported again.';

select inventory.put_trigger('inventory.receipts', '_500_import', 'after update of voided_at',
  'row when (new.voided_at is not null and old.voided_at is null)', 'tg_receipt_void_import()',
  'Ledger step: lets the rows that a voided receipt brought in be imported again.');
