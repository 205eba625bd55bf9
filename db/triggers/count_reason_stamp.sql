-- Stamp: a reason of a variance gets its number, actor and time.
--
-- Guards:    stock_count_reasons, INSERT (stock_count_unknown)
-- Locks:     the line (FOR UPDATE: of two reasons at once the second is the last)

create or replace function inventory.tg_count_reason_stamp() returns trigger
language plpgsql security definer -- locking the line needs a right that the writer of reasons does not have
set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  perform from inventory.stock_count_lines l
  where l.tenant_id = new.tenant_id and l.stock_count_id = new.stock_count_id and l.batch_id = new.batch_id
  for update;
  if not found then
    perform inventory.refuse('stock_count_unknown', 'The stock count has no line of this batch',
      jsonb_build_object('field', 'batchId', 'stockCountId', new.stock_count_id, 'batchId', new.batch_id));
  end if;
  new.reason_number := coalesce((
    select max(r.reason_number) from inventory.stock_count_reasons r
    where r.tenant_id = new.tenant_id and r.stock_count_id = new.stock_count_id and r.batch_id = new.batch_id), 0) + 1;
  new.actor := inventory.current_actor();
  new.recorded_at := clock_timestamp();
  return new;
end
$$;
comment on function inventory.tg_count_reason_stamp() is 'Stamp: number, actor and time of a reason of a variance; refuses one of a batch that the count has not.';

drop trigger if exists _100_stamp on inventory.stock_count_reasons;
create trigger _100_stamp before insert on inventory.stock_count_reasons
  for each row execute function inventory.tg_count_reason_stamp();
comment on trigger _100_stamp on inventory.stock_count_reasons is
  E'Stamp: number, actor and time of a reason of a variance.\nGuards: stock_count_unknown';
