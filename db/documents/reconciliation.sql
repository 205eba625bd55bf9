-- Entry points of proof and repair: compare, fix, verify, close. Rows and statuses; the triggers do the work.

create or replace function inventory.lock_reconciliation(p_tenant_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  -- Of the transaction: it ends with it, whatever happens to the session.
  if not pg_try_advisory_xact_lock(731950215, hashtext(p_tenant_id::text)) then
    perform inventory.refuse('reconciliation_running', 'Another reconciliation of this tenant is running', '{}', 'Try again when it is done.');
  end if;
end
$$;
comment on function inventory.lock_reconciliation(uuid) is 'Refuses a second reconciliation of a tenant at the same time.';

create or replace function inventory.reconcile(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
  v_dry_run constant boolean := coalesce((p_input ->> 'dryRun')::boolean, true);
begin
  perform inventory.lock_reconciliation(v_tenant_id);
  insert into inventory.reconciliation_runs (tenant_id, id, trigger, dry_run, product_id, location_id, kinds, report)
  values (v_tenant_id, v_id, coalesce(p_input ->> 'trigger', 'MANUAL'), v_dry_run, (p_input ->> 'productId')::uuid,
    (p_input ->> 'locationId')::uuid,
    case when jsonb_typeof(p_input -> 'kinds') = 'array' then
      (select coalesce(array_agg(k), '{}') from jsonb_array_elements_text(p_input -> 'kinds') k) end,
    nullif(p_input -> 'report', 'null'));
  if not v_dry_run then
    perform inventory.apply_lines(v_tenant_id, v_id);
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.reconcile(jsonb, jsonb) is
  'Writes a run {"dryRun" (true), "productId", "locationId", "kinds", "trigger", "report"} with what differs now, or with the lines of a report; with dryRun false repairs each line that still differs exactly so.';

create or replace function inventory.apply_lines(p_tenant_id uuid, p_run_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
begin
  -- In the order of the stock levels' locks.
  for v_line in
    select l.id from inventory.reconciliation_lines l
    where l.tenant_id = p_tenant_id and l.run_id = p_run_id and l.fix = 'PLANNED'
    order by l.product_id, l.location_id, l.line_number
  loop
    update inventory.reconciliation_lines l set fix = 'APPLIED' where l.tenant_id = p_tenant_id and l.id = v_line.id and l.fix = 'PLANNED';
  end loop;
end
$$;
comment on function inventory.apply_lines(uuid, uuid) is 'Applies the lines of a run that are still PLANNED.';

create or replace function inventory.apply_reconciliation(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'runId')::uuid;
begin
  perform inventory.lock_reconciliation(v_tenant_id);
  if not exists (select from inventory.reconciliation_runs r where r.tenant_id = v_tenant_id and r.id = v_id) then
    perform inventory.refuse('reconciliation_unknown', 'There is no such reconciliation run',
      jsonb_build_object('field', 'runId', 'runId', v_id));
  end if;
  perform inventory.apply_lines(v_tenant_id, v_id);
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.apply_reconciliation(jsonb, jsonb) is
  'Applies what a run {"runId"} planned and is not applied yet; a second time there is nothing left to do.';

create or replace function inventory.report_channel_stock(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_channel constant text := p_input ->> 'channel';
  v_line record;
  v_count bigint := 0;
begin
  for v_line in
    select l.line_number, l.line, p.id as product_id, o.id as location_id
    from jsonb_array_elements(p_input -> 'stock') with ordinality l (line, line_number)
    left join inventory.products p on p.tenant_id = v_tenant_id and p.sku = l.line ->> 'sku'
    left join inventory.locations o on o.tenant_id = v_tenant_id and o.code = l.line ->> 'locationCode'
    order by p.id, o.id, l.line_number
  loop
    if v_line.product_id is null then
      perform inventory.refuse('product_unknown', format('There is no product %s', v_line.line ->> 'sku'),
        jsonb_build_object('field', format('stock[%s].sku', v_line.line_number - 1), 'sku', v_line.line ->> 'sku'));
    elsif v_line.line ->> 'locationCode' is not null and v_line.location_id is null then
      perform inventory.refuse('location_unknown', format('There is no location %s', v_line.line ->> 'locationCode'),
        jsonb_build_object('field', format('stock[%s].locationCode', v_line.line_number - 1), 'locationCode', v_line.line ->> 'locationCode'));
    end if;
    insert into inventory.channel_stock as c (tenant_id, channel, product_id, location_id, quantity, reported_at, reported_by)
    values (v_tenant_id, v_channel, v_line.product_id, v_line.location_id, (v_line.line ->> 'quantity')::bigint,
      clock_timestamp(), inventory.current_actor())
    on conflict (tenant_id, channel, product_id, location_id) do update set
      quantity = excluded.quantity, reported_at = excluded.reported_at, reported_by = excluded.reported_by;
    insert into inventory.channel_products as c (tenant_id, channel, product_id, total, visible, reported_at, reported_by)
    values (v_tenant_id, v_channel, v_line.product_id, (v_line.line ->> 'total')::bigint, (v_line.line ->> 'visible')::boolean,
      clock_timestamp(), inventory.current_actor())
    on conflict (tenant_id, channel, product_id) do update set
      total = coalesce(excluded.total, c.total), visible = coalesce(excluded.visible, c.visible),
      reported_at = excluded.reported_at, reported_by = excluded.reported_by;
    v_count := v_count + 1;
  end loop;
  return to_jsonb(v_count);
end
$$;
comment on function inventory.report_channel_stock(jsonb, jsonb) is
  'Keeps what a channel says {"channel", "stock": [{"sku", "locationCode", "quantity", "total", "visible"}]} and returns how many lines; a total or visibility that is left out stays as it was.';

create or replace function inventory.close_day(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  insert into inventory.closed_days (tenant_id, business_date) values (v_tenant_id, (p_input ->> 'businessDate')::date);
  return p_input -> 'businessDate';
end
$$;
comment on function inventory.close_day(jsonb, jsonb) is
  'Closes {"businessDate"}: no movement after this, and a checkpoint over every chain. Refused by day_not_over, day_closed, earlier_day_open.';

create or replace function inventory.verify(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_run inventory.verifications;
begin
  insert into inventory.verifications (tenant_id, mode, started_at) values (v_tenant_id, coalesce(p_input ->> 'mode', 'FULL'), clock_timestamp())
  returning * into v_run;
  return jsonb_build_object('id', v_run.id, 'mode', v_run.mode, 'startedAt', inventory.utc_text(v_run.started_at),
    'finishedAt', inventory.utc_text(v_run.finished_at), 'movements', v_run.movements, 'chains', v_run.chains, 'broken', v_run.broken);
end
$$;
comment on function inventory.verify(jsonb, jsonb) is
  'Computes the chains anew {"mode": FULL or INCREMENTAL} and freezes those that break; returns the counts. What is broken stands in broken_chains.';
create or replace function inventory.scan(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_mode constant text := coalesce(p_input ->> 'mode', 'INCREMENTAL');
  v_last record;
  v_verification jsonb;
  v_found jsonb;
  v_auto text[];
  v_run_id uuid;
  v_line record;
begin
  perform inventory.lock_reconciliation(v_tenant_id);
  select v.transaction_id, v.movement_id into v_last
  from inventory.verifications v where v.tenant_id = v_tenant_id order by v.id desc limit 1;
  v_verification := inventory.verify(p_identity, jsonb_build_object('mode', v_mode));

  -- Every level against its batches is cheap; the ledger itself is added up for what moved since the last scan, and
  -- for everything in a FULL one.
  with moved as materialized (
    select distinct m.product_id from inventory.movements m
    where v_verification ->> 'mode' = 'INCREMENTAL' and (m.transaction_id, m.id) > (v_last.transaction_id, v_last.movement_id)
  ), found as (
    select d.kind, d.product_id, d.location_id, d.batch_id, d.channel, d.subject, d.business_date, d.expected, d.actual
    from inventory.compare_stock(null, null, case when v_verification ->> 'mode' = 'FULL'
      then array['LEDGER_MISMATCH', 'BATCH_MISMATCH', 'CHANNEL_MISMATCH', 'TOTAL_MISMATCH', 'NOT_LISTED']
      else array['BATCH_MISMATCH'] end) d
    union all
    select d.kind, d.product_id, d.location_id, d.batch_id, d.channel, d.subject, d.business_date, d.expected, d.actual
    from moved, lateral inventory.compare_stock(moved.product_id, null, array['LEDGER_MISMATCH']) d
  )
  select jsonb_agg(jsonb_build_object('kind', f.kind, 'productId', f.product_id, 'locationId', f.location_id, 'batchId', f.batch_id,
    'channel', f.channel, 'subject', f.subject, 'businessDate', f.business_date, 'expected', f.expected, 'actual', f.actual))
  into v_found from found f;

  if v_found is not null then
    select t.auto_fix_kinds into v_auto from inventory.tenants t where t.id = v_tenant_id;
    v_run_id := inventory.uuid_v7();
    insert into inventory.reconciliation_runs (tenant_id, id, trigger, dry_run, report)
    values (v_tenant_id, v_run_id, 'SCHEDULED', not exists (
      select from jsonb_array_elements(v_found) l where l ->> 'kind' = any (v_auto)), v_found);
    for v_line in
      select l.id from inventory.reconciliation_lines l
      where l.tenant_id = v_tenant_id and l.run_id = v_run_id and l.kind = any (v_auto)
      order by l.product_id, l.location_id, l.line_number
    loop
      update inventory.reconciliation_lines l set fix = 'APPLIED' where l.tenant_id = v_tenant_id and l.id = v_line.id;
    end loop;
  end if;
  return v_verification || jsonb_build_object('discrepancies', coalesce(jsonb_array_length(v_found), 0), 'runId', v_run_id);
end
$$;
comment on function inventory.scan(jsonb, jsonb) is
  'What the worker does: verifies the chains {"mode": INCREMENTAL or FULL}, compares, keeps what differs as a SCHEDULED run and repairs the kinds that the tenant''s auto_fix_kinds name.';

create or replace function inventory.scan_totals(out last_scan_at timestamptz, out broken_chains bigint, out discrepancies bigint, out corrections bigint)
language plpgsql volatile security definer -- sums over all tenants, and nothing else of any
set search_path = pg_catalog, pg_temp
as $$
declare
  v_before constant text := current_setting('app.tenant_id', true);
  v_tenant_id uuid;
  v_one record;
begin
  broken_chains := 0;
  discrepancies := 0;
  corrections := 0;
  for v_tenant_id in select t.id from inventory.tenants t loop -- tenant by tenant: no session sees two at once
    perform set_config('app.tenant_id', v_tenant_id::text, true);
    select (select max(v.finished_at) from inventory.verifications v where v.tenant_id = v_tenant_id) as last_scan_at,
      (select count(*) from inventory.broken_chains b where b.tenant_id = v_tenant_id) as broken,
      count(l.id) as found, count(l.id) filter (where l.fix = 'APPLIED') as fixed
    into v_one
    from inventory.reconciliation_runs r
    left join inventory.reconciliation_lines l on l.tenant_id = r.tenant_id and l.run_id = r.id
    where r.tenant_id = v_tenant_id and r.started_at > clock_timestamp() - interval '24 hours';
    last_scan_at := greatest(last_scan_at, v_one.last_scan_at);
    broken_chains := broken_chains + v_one.broken;
    discrepancies := discrepancies + v_one.found;
    corrections := corrections + v_one.fixed;
  end loop;
  perform set_config('app.tenant_id', coalesce(v_before, ''), true);
end
$$;
comment on function inventory.scan_totals() is
  'For /metrics: when the last scan ended, broken chains, and discrepancies and corrections of the last 24 hours, over all tenants.';
grant execute on function inventory.scan(jsonb, jsonb), inventory.scan_totals() to bincard_app;
grant execute on function inventory.lock_reconciliation(uuid), inventory.apply_lines(uuid, uuid), inventory.reconcile(jsonb, jsonb),
  inventory.apply_reconciliation(jsonb, jsonb), inventory.report_channel_stock(jsonb, jsonb), inventory.close_day(jsonb, jsonb),
  inventory.verify(jsonb, jsonb) to bincard_app;

create or replace function inventory.mark_correction_sent(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.channel_corrections c set sent_at = coalesce(c.sent_at, clock_timestamp())
  where c.tenant_id = v_tenant_id and c.id = v_id;
  if not found then
    perform inventory.refuse('correction_unknown', 'There is no such correction',
      jsonb_build_object('field', 'id', 'correctionId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.mark_correction_sent(jsonb, jsonb) is
  'Says that a channel''s connector has sent a correction {"id"}; a second time changes nothing.';
grant execute on function inventory.mark_correction_sent(jsonb, jsonb) to bincard_app;
