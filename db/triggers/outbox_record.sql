-- Ledger step: what webhooks are told of besides movements goes to the outbox, in the transaction in which it happens.
--
-- How:       a document that waits for a second person, or was decided on; a chain that breaks; a day that is closed, and
--            then signed; stock that is low or expires. The rows are there whether a webhook asks for them or not: one that is enabled again later has
--            missed nothing.
-- Locks:     none
-- Rights:    security definer: no role may write the outbox itself.

create or replace function inventory.tg_outbox_record() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_kind constant text := tg_argv[0];
  v_row constant jsonb := to_jsonb(new);
  v_type text;
  v_data jsonb;
begin
  perform inventory.check_tenant(new.tenant_id);
  if v_kind = 'CHAIN' then
    v_type := 'chain.broken';
    v_data := jsonb_build_object('batchId', v_row -> 'batch_id', 'locationId', v_row -> 'location_id',
      'sequence', v_row -> 'sequence', 'movementId', v_row -> 'movement_id', 'what', v_row -> 'what');
  elsif v_kind = 'DAY' then
    v_type := 'day.closed';
    -- Of a bytea, jsonb has \x and the digits.
    v_data := jsonb_build_object('businessDate', v_row -> 'business_date', 'closedBy', v_row -> 'closed_by', 'days', v_row -> 'days',
      'movements', v_row -> 'day_movements', 'root', substr(v_row ->> 'root', 3), 'logRoot', substr(v_row ->> 'log_root', 3),
      'hash', substr(v_row ->> 'hash', 3));
  elsif v_kind = 'SIGNATURE' then
    v_type := 'day.signed';
    select jsonb_build_object('businessDate', c.business_date, 'days', c.days, 'root', encode(c.root, 'hex'),
      'logRoot', encode(c.log_root, 'hex'), 'hash', encode(c.hash, 'hex'), 'keyId', v_row -> 'key_id',
      'checkpoint', inventory.compact_jws(v_row ->> 'key_id', inventory.day_statement(c.tenant_id, c.business_date, c.days, c.log_root),
        (v_row ->> 'signature')::bytea))
    into v_data
    from inventory.closed_days c
    where c.tenant_id = new.tenant_id and c.business_date = (v_row ->> 'business_date')::date;
    if not found then
      return null; -- a day that is not closed: the foreign key refuses its signature (day_not_closed)
    end if;
  elsif v_kind = 'ALERT' then
    v_type := case v_row ->> 'kind' when 'LOW_STOCK' then 'stock.low' when 'EXPIRING' then 'batch.expiring' else 'batch.expired' end;
    v_data := v_row -> 'facts';
  else
    v_type := case when tg_op = 'INSERT' or v_row ->> 'status' = 'OPEN' then 'approval.wanted' else 'approval.decided' end;
    v_data := jsonb_build_object('kind', v_kind, 'id', v_row -> case v_kind when 'TRANSFER_SHORT' then 'transfer_id' else 'id' end,
      'requestedBy', v_row -> case v_kind when 'STOCK_COUNT' then 'settled_by' else 'requested_by' end);
    if v_type = 'approval.decided' then
      v_data := v_data || jsonb_build_object('status', v_row -> 'status', 'decidedBy', inventory.current_actor());
    end if;
  end if;
  insert into inventory.outbox (tenant_id, id, type, at, actor, data)
  values (new.tenant_id, inventory.uuid_v7(), v_type, clock_timestamp(), inventory.current_actor(), v_data);
  return null;
end
$$;
comment on function inventory.tg_outbox_record() is 'Ledger step: puts an event that webhooks are told of into the outbox.';

do $$
declare
  v_comment constant text := 'Ledger step: puts an event that webhooks are told of into the outbox.';
  v_source record;
begin
  for v_source in
    select * from (values
      ('inventory.adjustments', 'after insert', '', 'true', 'ADJUSTMENT'),
      ('inventory.adjustments', 'after update of status', '__decided', 'old.status = ''PENDING''', 'ADJUSTMENT'),
      ('inventory.transfers', 'after insert', '', 'true', 'TRANSFER'),
      ('inventory.transfers', 'after update of status', '__decided', 'old.status = ''REQUESTED''', 'TRANSFER'),
      ('inventory.transfer_closings', 'after insert', '', 'true', 'TRANSFER_SHORT'),
      ('inventory.transfer_closings', 'after update of status', '__decided', 'old.status = ''PENDING''', 'TRANSFER_SHORT'),
      ('inventory.stock_counts', 'after update of settled_at', '__settled', 'new.settled_at is not null', 'STOCK_COUNT'),
      ('inventory.stock_counts', 'after update of status', '__decided', 'new.status <> ''OPEN'' and new.settled_at is not null', 'STOCK_COUNT'),
      ('inventory.broken_chains', 'after insert', '', 'true', 'CHAIN'),
      ('inventory.closed_days', 'after insert', '', 'true', 'DAY'),
      ('inventory.checkpoint_signatures', 'after insert', '', 'true', 'SIGNATURE'),
      ('inventory.stock_alerts', 'after insert or update of raised_at', '', 'true', 'ALERT')
    ) s (guarded, event, point, condition, kind)
  loop
    perform inventory.put_trigger(v_source.guarded::regclass, '_500_outbox' || v_source.point, v_source.event,
      'row when (' || v_source.condition || ')', format('tg_outbox_record(%L)', v_source.kind), v_comment);
  end loop;
end
$$;
