-- Ledger step: the statement that writes a receipt's batches also writes their movements.
--
-- Locks:     stock_levels by (tenant, product, location): missing rows are created in the same order, so that two
--            receipts of new products cannot deadlock.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_receipt_post() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_place record;
  v_voided uuid;
begin
  perform inventory.check_tenant(n.tenant_id) from new_batches n;
  select b.receipt_id into v_voided
  from new_batches b
  -- Not a join: nothing is known of the size of new_batches, and the planner would read all receipts.
  where (select r.voided_at from inventory.receipts r where r.tenant_id = b.tenant_id and r.id = b.receipt_id) is not null
  limit 1;
  if found then -- one statement can write batches and void their receipt
    perform inventory.refuse('document_immutable', 'A document cannot be changed after it was written',
      jsonb_build_object('receiptId', v_voided), 'Write another document for the missing line.');
  end if;

  for v_place in
    select b.tenant_id, array_agg(b.product_id) as product_ids, array_agg(b.location_id) as location_ids
    from new_batches b group by b.tenant_id
  loop
    perform inventory.lock_stock(v_place.tenant_id, v_place.product_ids, v_place.location_ids, p_make => true);
  end loop;

  insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, business_date,
    document_type, document_id, document_line_id)
  select b.tenant_id, 'RECEIPT', b.product_id, b.id, b.location_id, b.intake_quantity,
    (select r.business_date from inventory.receipts r where r.tenant_id = b.tenant_id and r.id = b.receipt_id and r.backdated),
    'RECEIPT', b.receipt_id, b.id
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
comment on trigger _500_post on inventory.batches is
  E'Ledger step: writes the RECEIPT movements of new batches.\nGuards: document_immutable';
