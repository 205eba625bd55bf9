-- Lots: which lot a batch is of, and what the stock rows repeat of lot and batch.

create or replace function inventory.lot_differs_message(p_lot_number text, p_expiry_date date, p_given date) returns text
language sql immutable parallel safe
return format('Lot %s %s, not on %s', p_lot_number,
  case when p_expiry_date is null then 'has no expiry date and does not expire' else 'expires on ' || p_expiry_date::text end, p_given);
comment on function inventory.lot_differs_message(text, date, date) is
  'What lot_expiry_differs says: the lot''s expiry date and the one that was given.';

create or replace function inventory.lot_is_empty(p_tenant_id uuid, p_lot_id uuid) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp -- volatile: it sees what its own statement has written
as $$
begin
  return exists (select from inventory.batches b where b.tenant_id = p_tenant_id and b.lot_id = p_lot_id)
    and not exists (
      select from inventory.batches b where b.tenant_id = p_tenant_id and b.lot_id = p_lot_id and b.voided_at is null);
end
$$;
comment on function inventory.lot_is_empty(uuid, uuid) is
  'Whether the receipts of all of a lot''s batches were voided: the next delivery may give another expiry date.';
grant execute on function inventory.lot_differs_message(text, date, date), inventory.lot_is_empty(uuid, uuid) to bincard_app;

create or replace function inventory.lot_for_batch(
  p_tenant_id uuid, p_product_id uuid, p_lot_id uuid, p_lot_number text, p_expiry_date date, p_field text
) returns inventory.lots language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_lot inventory.lots;
begin
  loop
    if p_lot_id is not null then
      select l.* into v_lot from inventory.lots l
      where l.tenant_id = p_tenant_id and l.id = p_lot_id and l.product_id = p_product_id;
      if not found then
        perform inventory.refuse('lot_unknown', 'The product has no such lot',
          jsonb_build_object('field', p_field || 'lotId', 'productId', p_product_id, 'lotId', p_lot_id));
      end if;
    else
      select l.* into v_lot from inventory.lots l
      where l.tenant_id = p_tenant_id and l.product_id = p_product_id and l.lot_number_key = inventory.code_key(p_lot_number);
    end if;
    exit when found;
    -- Two sessions that make the same lot: the second waits here, finds it made, and reads it.
    insert into inventory.lots as l (tenant_id, id, product_id, lot_number, expiry_date)
    values (p_tenant_id, inventory.uuid_v7(), p_product_id, p_lot_number, p_expiry_date)
    on conflict (tenant_id, product_id, lot_number_key) do nothing
    returning l.* into v_lot;
    if found then
      return v_lot;
    end if;
  end loop;

  if inventory.lot_is_empty(p_tenant_id, v_lot.id) then
    perform from inventory.lots l where l.tenant_id = p_tenant_id and l.id = v_lot.id for no key update;
    if inventory.lot_is_empty(p_tenant_id, v_lot.id) then
      update inventory.lots l set expiry_date = p_expiry_date, expiry_reason = 'Received again after its receipts were voided'
      where l.tenant_id = p_tenant_id and l.id = v_lot.id and l.expiry_date is distinct from p_expiry_date;
    end if;
  end if;
  -- Shared with other receipts; a change of its expiry date or hold waits, and then reaches the new batch too.
  select l.* into v_lot from inventory.lots l where l.tenant_id = p_tenant_id and l.id = v_lot.id for share;
  return v_lot;
end
$$;
comment on function inventory.lot_for_batch(uuid, uuid, uuid, text, date, text) is
  'The lot that a receipt line names by id or number, locked for share; made when the product has none of that number.';

create or replace function inventory.lock_lot_stock(p_tenant_id uuid, p_lot_id uuid, p_batch_id uuid default null) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_product_ids uuid[];
  v_location_ids uuid[];
begin
  -- Nothing is taken from a voided batch: its stock level need not be locked.
  select array_agg(k.product_id), array_agg(k.location_id) into v_product_ids, v_location_ids
  from (
    select b.id from inventory.batches b
    where b.tenant_id = p_tenant_id and b.lot_id = p_lot_id and (p_batch_id is null or b.id = p_batch_id) and b.voided_at is null
    offset 0) b -- by the key for each: without statistics a join would read all batches of the tenant
  cross join lateral (
    select s.product_id, s.location_id from inventory.batch_stock s where s.tenant_id = p_tenant_id and s.batch_id = b.id offset 0) k;
  perform inventory.lock_stock(p_tenant_id, v_product_ids, v_location_ids);
  -- Written, not only locked, so that a sale on an older REPEATABLE READ snapshot fails to serialize.
  update inventory.stock_levels s set reserved = s.reserved
  from (select distinct k.product_id, k.location_id from unnest(v_product_ids, v_location_ids) k (product_id, location_id)) k
  where s.tenant_id = p_tenant_id and s.product_id = k.product_id and s.location_id = k.location_id;
end
$$;
comment on function inventory.lock_lot_stock(uuid, uuid, uuid) is
  'Locks the stock levels of all batches of a lot, or of one of them, so that running sales end before and later ones read what changes.';

create or replace function inventory.refresh_stock_terms(p_tenant_id uuid, p_lot_id uuid, p_batch_id uuid default null) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_lot record;
  v_batch record;
begin
  select l.expiry_date, l.hold into v_lot from inventory.lots l where l.tenant_id = p_tenant_id and l.id = p_lot_id;
  for v_batch in -- by the key for each, as above
    select b.id, inventory.is_held(inventory.hold_of(b.hold, v_lot.hold)) as held
    from inventory.batches b where b.tenant_id = p_tenant_id and b.lot_id = p_lot_id and (p_batch_id is null or b.id = p_batch_id)
  loop
    update inventory.batch_stock s set expiry_date = v_lot.expiry_date, held = v_batch.held
    where s.tenant_id = p_tenant_id and s.batch_id = v_batch.id
      and row(s.expiry_date, s.held) is distinct from row(v_lot.expiry_date, v_batch.held);
  end loop;
end
$$;
comment on function inventory.refresh_stock_terms(uuid, uuid, uuid) is
  'Writes a lot''s expiry date, and whether the lot or the batch is held, into the stock rows of its batches, or of one of them. The caller must have locked their stock levels: another batch''s hold may change meanwhile.';

create or replace function inventory.is_hold_step(p_from text, p_to text) returns boolean
language sql immutable
return coalesce(p_from, '-') || '>' || coalesce(p_to, '-') in ('->QUARANTINED', '->RECALLED', 'QUARANTINED>RECALLED', 'QUARANTINED>-', 'RECALLED>-');
comment on function inventory.is_hold_step(text, text) is
  'Whether a hold may go from one to the other: none to QUARANTINED or RECALLED, QUARANTINED to RECALLED, either to none.';

create or replace function inventory.hold_refused(p_what text, p_from text, p_to text) returns text
language sql immutable
return case when p_from is null then p_what || ' is not held' when p_from = p_to then format('%s is %s already', p_what, p_from)
  else format('%s is %s and cannot become %s', p_what, p_from, p_to) end;
comment on function inventory.hold_refused(text, text, text) is 'What to say of a change of a hold that is not allowed.';
grant execute on function inventory.is_hold_step(text, text), inventory.hold_refused(text, text, text) to bincard_app;
