-- Stamp: a tally of a blind count is what its actor has entered for a batch since the last tally of his or hers: number, sum,
-- the earliest position of the chain at which a part was counted, actor and time.
--
-- Why here:  who counts submits what was counted, and no figure of its own.
-- Guards:    stock_count_tallies, INSERT (count_closed, stock_count_unknown, document_empty)
-- Locks:     the count (FOR NO KEY UPDATE: of two tallies at once the second sees the first), then the line

create or replace function inventory.last_tallied_entry(p_tenant_id uuid, p_stock_count_id uuid, p_batch_id uuid, p_actor text)
returns bigint language sql stable
begin atomic
  select coalesce(max(t.entry_number), 0) from inventory.stock_count_tallies t
  where t.tenant_id = p_tenant_id and t.stock_count_id = p_stock_count_id and t.batch_id = p_batch_id and t.actor = p_actor;
end;
comment on function inventory.last_tallied_entry(uuid, uuid, uuid, text) is
  'Up to which entry of a count line an actor''s tallies go; 0 without one. The actor''s later entries are not submitted yet.';
grant execute on function inventory.last_tallied_entry(uuid, uuid, uuid, text) to bincard_app;

create or replace function inventory.tg_count_tally_stamp() returns trigger
language plpgsql security definer -- locking the count and the line needs rights that the writer of tallies does not have
set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
begin
  perform inventory.check_tenant(new.tenant_id);
  perform from inventory.stock_counts c
  where c.tenant_id = new.tenant_id and c.id = new.stock_count_id and c.blind for no key update;
  if not found then
    perform inventory.refuse('stock_count_unknown', 'There is no such blind stock count',
      jsonb_build_object('field', 'stockCountId', 'stockCountId', new.stock_count_id));
  end if;
  perform inventory.open_count_location(new.tenant_id, new.stock_count_id);
  select l.settled_tally into v_line from inventory.stock_count_lines l
  where l.tenant_id = new.tenant_id and l.stock_count_id = new.stock_count_id and l.batch_id = new.batch_id
  for update;
  if v_line.settled_tally is not null then
    perform inventory.refuse('count_closed', 'The quantity of this batch is settled',
      jsonb_build_object('field', 'batchId', 'stockCountId', new.stock_count_id, 'batchId', new.batch_id, 'status', 'SETTLED'));
  end if;

  new.actor := inventory.current_actor();
  new.recorded_at := clock_timestamp();
  new.tally_number := coalesce((
    select max(t.tally_number) from inventory.stock_count_tallies t
    where t.tenant_id = new.tenant_id and t.stock_count_id = new.stock_count_id and t.batch_id = new.batch_id), 0) + 1;
  select max(e.entry_number), sum(e.base_quantity), min(e.sequence) into new.entry_number, new.quantity, new.sequence
  from (
    select e.*, max(e.entry_number) filter (where e.mode = 'SET') over () as last_set
    from inventory.stock_count_entries e
    where e.tenant_id = new.tenant_id and e.stock_count_id = new.stock_count_id and e.batch_id = new.batch_id and e.actor = new.actor
      and e.entry_number > inventory.last_tallied_entry(new.tenant_id, new.stock_count_id, new.batch_id, new.actor)) e
  where e.entry_number >= coalesce(e.last_set, 1);
  if new.entry_number is null then
    perform inventory.refuse('document_empty', format('%s has counted nothing of this batch that is not submitted', new.actor),
      jsonb_build_object('field', 'batchId', 'batchId', new.batch_id), 'Record what was counted first.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_count_tally_stamp() is
  'Stamp: number, quantity, position, actor and time of a tally, from the entries of its actor; refuses one without an entry, of a settled batch, or of a count that is not blind.';

drop trigger if exists _100_stamp on inventory.stock_count_tallies;
create trigger _100_stamp before insert on inventory.stock_count_tallies
  for each row execute function inventory.tg_count_tally_stamp();
comment on trigger _100_stamp on inventory.stock_count_tallies is
  E'Stamp: number, quantity, position, actor and time of a tally, from the entries of its actor.\nGuards: count_closed, stock_count_unknown, document_empty';
