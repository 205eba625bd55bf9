-- Stamp: an entry of a stock count gets its unit's factor, its number, who recorded it and when, and the position of the
-- batch's chain at which it was counted: the present end, or the earlier one that the writer names. The line of its batch
-- is made when there is none, and takes its new figure afterwards.
--
-- Why here:  the number of an entry is its line's version, so the line is locked first: of two people at once, the second
--            waits, and sees the entry of the first.
-- Guards:    stock_count_entries, INSERT (count_closed, stock_count_unknown, batch_unknown, unit_unknown,
--            sequence_not_reached; stale_version for an expected version that the line has passed)
-- Locks:     the count (FOR SHARE), then the line

create or replace function inventory.count_entries_since(
  p_tenant_id uuid, p_stock_count_id uuid, p_batch_id uuid, p_version bigint, p_actor text
) returns jsonb language sql stable
begin atomic
  select coalesce(jsonb_agg(jsonb_build_object('version', e.entry_number, 'actor', e.actor, 'at', inventory.utc_text(e.recorded_at),
    'mode', e.mode, 'quantity', e.base_quantity, 'sequence', e.sequence) order by e.entry_number), '[]')
  from (
    select * from inventory.stock_count_entries e
    where e.tenant_id = p_tenant_id and e.stock_count_id = p_stock_count_id and e.batch_id = p_batch_id
      and e.entry_number > p_version and (p_actor is null or e.actor = p_actor)
    order by e.entry_number desc limit 100) e;
end;
comment on function inventory.count_entries_since(uuid, uuid, uuid, bigint, text) is
  'The entries of a count line after a version of it, of one actor or (null) of all, at most the last 100, as a refusal shows them; quantities in base units.';

create or replace function inventory.tg_count_entry_stamp() returns trigger
language plpgsql security definer -- locking the count and the line needs rights that the writer of entries does not have
set search_path = pg_catalog, pg_temp
as $$
declare
  v_field constant text := coalesce('lines[' || new.line_number - 1 || '].', '');
  v_product_id uuid;
  v_terms record;
  v_line record;
  v_version bigint;
  v_blind boolean;
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.open_count_location(new.tenant_id, new.stock_count_id);
  v_blind := (select c.blind from inventory.stock_counts c where c.tenant_id = new.tenant_id and c.id = new.stock_count_id);
  select b.product_id into v_product_id from inventory.batches b where b.tenant_id = new.tenant_id and b.id = new.batch_id;
  if not found then
    perform inventory.refuse('batch_unknown', 'There is no such batch',
      jsonb_build_object('field', v_field || 'batchId', 'batchId', new.batch_id));
  end if;
  v_terms := inventory.checked_terms(new.tenant_id, v_product_id, new.unit, v_field, p_tracked => false);
  new.unit := v_terms.unit;
  new.factor := v_terms.factor;
  new.base_quantity := inventory.base_units(new.quantity, new.factor, v_field || 'countedQuantity');

  insert into inventory.stock_count_lines (tenant_id, id, stock_count_id, batch_id)
  select new.tenant_id, inventory.uuid_v7(), new.stock_count_id, new.batch_id
  where not exists (
    select from inventory.stock_count_lines l
    where l.tenant_id = new.tenant_id and l.stock_count_id = new.stock_count_id and l.batch_id = new.batch_id)
  on conflict (tenant_id, stock_count_id, batch_id) do nothing;
  select l.location_id, l.settled_tally, l.first_sequence into v_line
  from inventory.stock_count_lines l
  where l.tenant_id = new.tenant_id and l.stock_count_id = new.stock_count_id and l.batch_id = new.batch_id
  for update;
  if v_line.settled_tally is not null then
    perform inventory.refuse('count_closed', 'The quantity of this batch is settled',
      jsonb_build_object('field', v_field || 'batchId', 'stockCountId', new.stock_count_id, 'batchId', new.batch_id, 'status', 'SETTLED'),
      'To count it again, start another stock count.');
  end if;
  -- Not the line's version: that does not yet count the rows before this one in the same statement.
  v_version := coalesce((
    select max(e.entry_number) from inventory.stock_count_entries e
    where e.tenant_id = new.tenant_id and e.stock_count_id = new.stock_count_id and e.batch_id = new.batch_id), 0);
  if new.expected_version <> v_version then
    perform inventory.refuse('stale_version',
      format('The line is at version %s now, not at %s', v_version, new.expected_version),
      jsonb_build_object('field', v_field || 'expectedVersion', 'batchId', new.batch_id, 'expected', new.expected_version,
        'current', v_version, 'entries',
        inventory.count_entries_since(new.tenant_id, new.stock_count_id, new.batch_id, new.expected_version,
          case when v_blind then inventory.current_actor() end)), -- what others found is not shown
      'Read the entries since and decide anew.');
  end if;

  new.chain_sequence := coalesce((
    select bs.sequence from inventory.batch_stock bs
    where bs.tenant_id = new.tenant_id and bs.batch_id = new.batch_id and bs.location_id = v_line.location_id), 0);
  new.sequence := coalesce(new.sequence, new.chain_sequence);
  if new.sequence not between 0 and new.chain_sequence then
    perform inventory.refuse('sequence_not_reached',
      format('The batch''s chain is at sequence %s there; %s is not in it', new.chain_sequence, new.sequence),
      jsonb_build_object('field', v_field || 'expectedSequence', 'batchId', new.batch_id, 'expected', new.sequence,
        'current', new.chain_sequence),
      'Give the sequence of the last movement of the batch there that was read before counting; 0 if there was none.');
  end if;
  if v_blind and new.sequence < v_line.first_sequence then -- none at the beginning of the chain, with all that moved since, is the balance
    perform inventory.refuse('sequence_not_reached',
      format('This blind count began at sequence %s of the batch''s chain; %s is before it', v_line.first_sequence, new.sequence),
      jsonb_build_object('field', v_field || 'expectedSequence', 'batchId', new.batch_id, 'expected', new.sequence,
        'current', new.chain_sequence),
      'Give the sequence that was read after the count was started.');
  end if;
  new.entry_number := v_version + 1;
  new.actor := inventory.current_actor();
  new.recorded_at := clock_timestamp();
  return new;
end
$$;
comment on function inventory.tg_count_entry_stamp() is
  'Stamp: number, unit, base quantity, position, actor and time of an entry of a stock count; refuses one of an unknown batch or unit, at a position that the chain has not reached, or on a line that has changed.';

drop trigger if exists _100_stamp on inventory.stock_count_entries;
create trigger _100_stamp before insert on inventory.stock_count_entries
  for each row execute function inventory.tg_count_entry_stamp();
comment on trigger _100_stamp on inventory.stock_count_entries is
  E'Stamp: number, unit, base quantity, position, actor and time of an entry of a stock count.\nGuards: count_closed, stock_count_unknown, batch_unknown, unit_unknown, sequence_not_reached, quantity_too_large';

create or replace function inventory.tg_count_entry_apply() returns trigger
language plpgsql security definer -- the writer of entries cannot change a line's version
set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  update inventory.stock_count_lines l set version = new.entry_number
  where l.tenant_id = new.tenant_id and l.stock_count_id = new.stock_count_id and l.batch_id = new.batch_id;
  return null;
end
$$;
comment on function inventory.tg_count_entry_apply() is
  'Gives a count line the version of its newest entry, with which it takes its new figure.';

drop trigger if exists _500_apply on inventory.stock_count_entries;
create trigger _500_apply after insert on inventory.stock_count_entries
  for each row execute function inventory.tg_count_entry_apply();
comment on trigger _500_apply on inventory.stock_count_entries is
  E'Stamp: a count line takes its version and figure from its entries.\nGuards: count_negative';
