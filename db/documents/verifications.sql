-- Entry points of verification: recomputing chains, anchors, closed days and the audit log, and the worker's scan.

select
  inventory.make_immutable('inventory.verifications'),
  inventory.audit('inventory.broken_chains', 'broken_chain', 'insert or delete', p_key => 'batch_id'),
  inventory.allow_role('inventory.verifications', 'insert', 'clerk');

create or replace function inventory.verify(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_run inventory.verifications;
begin
  insert into inventory.verifications (tenant_id, mode) values (v_tenant_id, coalesce(p_input ->> 'mode', 'FULL'))
  returning * into v_run;
  return jsonb_build_object('id', v_run.id, 'mode', v_run.mode, 'startedAt', inventory.utc_text(v_run.started_at),
    'finishedAt', inventory.utc_text(v_run.finished_at), 'movements', v_run.movements, 'chains', v_run.chains, 'broken', v_run.broken,
    'closedDays', v_run.closed_days, 'fromDay', v_run.from_day, 'anchors', v_run.anchors, 'firstWrongAnchor',
    case when v_run.wrong_anchor_what is not null then jsonb_build_object('businessDate', v_run.wrong_anchor_day,
      'batchId', v_run.wrong_anchor_batch_id, 'locationId', v_run.wrong_anchor_location_id, 'what', v_run.wrong_anchor_what) end,
    'firstWrongDay',
    case when v_run.wrong_day is not null then jsonb_build_object('businessDate', v_run.wrong_day, 'what', v_run.wrong_day_what) end,
    'auditEntries', v_run.audit_entries, 'firstWrongEntry',
    case when v_run.wrong_audit_what is not null then jsonb_build_object('entity', v_run.wrong_audit_entity,
      'entityId', v_run.wrong_audit_entity_id, 'sequence', v_run.wrong_audit_sequence, 'what', v_run.wrong_audit_what) end);
end
$$;
comment on function inventory.verify(jsonb, jsonb) is
  'Recomputes the chains, the anchors, the closed days and the audit log {"mode": FULL, ANCHORED (from the anchors of a closed day; FULL where there is none) or INCREMENTAL} and freezes the chains that break; returns the counts, the first anchor, closed day and audit entry that are wrong. Broken chains are in broken_chains.';

create or replace function inventory.full_scan_due(p_tenant_id uuid, p_nights integer, p_now timestamptz) returns boolean
language sql stable
begin atomic
  -- The slot of a tenant depends on its id alone. Where nights were missed, the age of its last full verification decides.
  select ('x' || left(md5(p_tenant_id::text), 8))::bit(32)::bigint % greatest(p_nights, 1)
      = ((p_now at time zone 'UTC')::date - date '2000-01-01') % greatest(p_nights, 1)
    or not exists (
      select from inventory.verifications v
      where v.tenant_id = p_tenant_id and v.mode = 'FULL' and v.started_at > p_now - make_interval(days => p_nights));
end;
comment on function inventory.full_scan_due(uuid, integer, timestamptz) is
  'Whether it is the turn of a tenant''s whole ledger, if the ledgers of all tenants are verified within so many nights: of each on one night in turn, and of one whose turn was missed on the next.';

create or replace function inventory.scan(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_mode constant text := case when p_input ->> 'mode' = 'ANCHORED' and inventory.full_scan_due(v_tenant_id, (p_input ->> 'nights')::integer, now())
    then 'FULL' else coalesce(p_input ->> 'mode', 'INCREMENTAL') end;
  v_last record;
  v_verification jsonb;
  v_found jsonb;
  v_auto text[];
  v_run_id uuid;
  v_dry_run boolean;
  v_line record;
begin
  perform inventory.lock_reconciliation(v_tenant_id);
  select v.transaction_id, v.movement_id into v_last
  from inventory.verifications v where v.tenant_id = v_tenant_id order by v.id desc limit 1;
  v_verification := inventory.verify(p_identity, jsonb_build_object('mode', v_mode));

  -- Comparing every level with its batches is cheap. The ledger is added up for products that have moved since the last
  -- scan, for all of them in a FULL one, and for all from the anchors where it began in an ANCHORED one.
  with moved as materialized (
    select distinct m.product_id from inventory.movements m
    where v_verification ->> 'mode' = 'INCREMENTAL' and (m.transaction_id, m.id) > (v_last.transaction_id, v_last.movement_id)
  ), found as (
    select d.kind, d.product_id, d.location_id, d.batch_id, d.channel, d.subject, d.business_date, d.expected, d.actual
    from inventory.compare_stock(null, null, case v_verification ->> 'mode' when 'INCREMENTAL' then array['BATCH_MISMATCH'] end,
      (v_verification ->> 'fromDay')::date) d
    union all
    select d.kind, d.product_id, d.location_id, d.batch_id, d.channel, d.subject, d.business_date, d.expected, d.actual
    from moved, lateral inventory.compare_stock(moved.product_id, null, array['LEDGER_MISMATCH'], null) d
  )
  select jsonb_agg(jsonb_build_object('kind', f.kind, 'productId', f.product_id, 'locationId', f.location_id, 'batchId', f.batch_id,
    'channel', f.channel, 'subject', f.subject, 'businessDate', f.business_date, 'expected', f.expected, 'actual', f.actual))
  into v_found from found f;

  if v_found is not null then
    select t.auto_fix_kinds into v_auto from inventory.tenants t where t.id = v_tenant_id;
    v_run_id := inventory.uuid_v7();
    v_dry_run := not exists (select from jsonb_array_elements(v_found) l where l ->> 'kind' = any (v_auto));
    insert into inventory.reconciliation_runs (tenant_id, id, trigger, dry_run, report)
    values (v_tenant_id, v_run_id, 'SCHEDULED', v_dry_run, v_found);
    for v_line in
      select l.id from inventory.reconciliation_lines l
      where l.tenant_id = v_tenant_id and l.run_id = v_run_id and l.kind = any (v_auto) and l.fix = 'PLANNED'
      order by l.product_id, l.location_id, l.line_number
    loop
      update inventory.reconciliation_lines l set fix = 'APPLIED' where l.tenant_id = v_tenant_id and l.id = v_line.id;
    end loop;
  end if;
  return v_verification || jsonb_build_object('discrepancies', coalesce(jsonb_array_length(v_found), 0), 'runId', v_run_id,
    'unmetReservations', (select count(*) from inventory.unmet_reservations u where u.tenant_id = v_tenant_id));
end
$$;
comment on function inventory.scan(jsonb, jsonb) is
  'What the worker does: verifies chains, anchors, closed days and the audit log {"mode": INCREMENTAL, FULL, or ANCHORED with "nights": FULL when it is the tenant''s turn, which each has once in so many nights}, compares, keeps what differs as a SCHEDULED run and repairs the kinds that the tenant''s auto_fix_kinds name; counts the reservations that cannot be met.';

create or replace function inventory.scan_totals(
  out last_scan_at timestamptz, out broken_chains bigint, out wrong_days bigint, out wrong_anchors bigint, out wrong_audit_entries bigint,
  out discrepancies bigint, out corrections bigint, out unmet_reservations bigint
)
language plpgsql volatile security definer -- returns sums over all tenants and nothing else
set search_path = pg_catalog, pg_temp
as $$
declare
  v_before constant text := current_setting('app.tenant_id', true);
  v_tenant_id uuid;
  v_one record;
begin
  broken_chains := 0;
  wrong_days := 0;
  wrong_anchors := 0;
  wrong_audit_entries := 0;
  discrepancies := 0;
  corrections := 0;
  unmet_reservations := 0;
  for v_tenant_id in select t.id from inventory.tenants t loop -- one by one: no session sees two tenants at once
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
    select (v.wrong_day is not null)::int as days, (v.wrong_anchor_day is not null)::int as anchors, (v.wrong_audit_what is not null)::int as entries into v_one
    from inventory.verifications v where v.tenant_id = v_tenant_id order by v.id desc limit 1;
    wrong_days := wrong_days + coalesce(v_one.days, 0);
    wrong_anchors := wrong_anchors + coalesce(v_one.anchors, 0);
    wrong_audit_entries := wrong_audit_entries + coalesce(v_one.entries, 0);
    unmet_reservations := unmet_reservations + (select count(*) from inventory.unmet_reservations u where u.tenant_id = v_tenant_id);
  end loop;
  perform set_config('app.tenant_id', coalesce(v_before, ''), true);
end
$$;
comment on function inventory.scan_totals() is
  'For /metrics: when the last scan ended, broken chains, tenants whose last verification found a wrong closed day, a false anchor or a wrong audit entry, discrepancies and corrections of the last 24 hours, and reservations that cannot be met, over all tenants.';

grant execute on function inventory.verify(jsonb, jsonb), inventory.scan(jsonb, jsonb), inventory.full_scan_due(uuid, integer, timestamptz), inventory.scan_totals() to bincard_app;
