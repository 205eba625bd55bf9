-- Ledger step: a receipt's batches come in, in the statement that writes them.
--
-- Locks:     stock_levels by (tenant, product, location): rows that are not there yet are made first, in the
--            same order, so that two receipts of new products cannot wait for each other.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_receipt_post() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into inventory.stock_levels (tenant_id, product_id, location_id)
  select distinct b.tenant_id, b.product_id, b.location_id from new_batches b
  order by 1, 2, 3
  on conflict (tenant_id, product_id, location_id) do nothing;

  perform from inventory.stock_levels s
  where (s.tenant_id, s.product_id, s.location_id) in
    (select b.tenant_id, b.product_id, b.location_id from new_batches b)
  order by s.tenant_id, s.product_id, s.location_id
  for no key update;

  insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity,
    document_type, document_id, document_line_id)
  select b.tenant_id, 'RECEIPT', b.product_id, b.id, b.location_id, b.intake_quantity, 'RECEIPT', b.receipt_id, b.id
  from new_batches b
  order by b.tenant_id, b.product_id, b.location_id, b.id;
  return null;
end
$$;
comment on function inventory.tg_receipt_post() is 'Ledger step: writes the RECEIPT movements of new batches.';

drop trigger if exists _500_post on inventory.batches;
create trigger _500_post after insert on inventory.batches
  referencing new table as new_batches
  for each statement execute function inventory.tg_receipt_post();
comment on trigger _500_post on inventory.batches is 'Ledger step: writes the RECEIPT movements of new batches.';
