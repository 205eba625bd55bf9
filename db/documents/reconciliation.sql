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
grant execute on function inventory.lock_reconciliation(uuid), inventory.apply_lines(uuid, uuid), inventory.reconcile(jsonb, jsonb),
  inventory.apply_reconciliation(jsonb, jsonb), inventory.report_channel_stock(jsonb, jsonb), inventory.close_day(jsonb, jsonb),
  inventory.verify(jsonb, jsonb) to bincard_app;
