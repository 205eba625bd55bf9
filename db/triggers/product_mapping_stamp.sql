-- Stamp: the product of a mapping is its batch's, and the times are those of its import. A key that comes in again begins anew.

create or replace function inventory.tg_product_mapping_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  select b.product_id into new.product_id from inventory.batches b where b.tenant_id = new.tenant_id and b.id = new.batch_id;
  if not found then
    perform inventory.refuse('batch_unknown', 'There is no such batch', jsonb_build_object('field', 'batchId', 'batchId', new.batch_id));
  end if;
  new.imported_at := clock_timestamp();
  new.last_synced_at := new.imported_at;
  if tg_op = 'UPDATE' then -- of a key that came in again: nothing of its voided batch remains
    new.status := 'IN_STOCK';
    new.conflict := null;
    new.pending_status := null;
    new.pending_date := null;
  end if;
  return new;
end
$$;
comment on function inventory.tg_product_mapping_stamp() is 'Stamp: the product of a mapping''s batch.';

drop trigger if exists _100_stamp on inventory.product_mappings;
create trigger _100_stamp before insert or update of batch_id on inventory.product_mappings
  for each row execute function inventory.tg_product_mapping_stamp();
comment on trigger _100_stamp on inventory.product_mappings is E'Stamp: the product of a mapping''s batch.\nGuards: batch_unknown';
