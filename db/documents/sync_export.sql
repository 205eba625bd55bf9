-- Entry points of an export: the plan before a write to the external source, and its outcome after it.

create or replace function inventory.plan_sync_export(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_source record;
  v_rows jsonb;
  v_row record;
begin
  select s.id, s.export_value, s.in_stock_values into v_source from inventory.sync_sources s
  where s.tenant_id = v_tenant_id and s.id = (p_input ->> 'sourceId')::uuid;
  perform inventory.continue_sync_run(v_tenant_id, v_source.id, (p_input ->> 'runId')::uuid);
  select jsonb_agg(jsonb_build_object('key', m.external_key, 'was', m.status, 'due', m.due, 'seen', m.external_status,
    'seenInStock', m.external_status = any (v_source.in_stock_values),
    'status', case m.due when 'SOLD' then v_source.export_value when 'IN_STOCK' then v_source.in_stock_values[1] end,
    'sku', p.sku, 'hash', encode(sha256(convert_to(jsonb_build_array(m.status, m.due, m.external_status)::text, 'UTF8')), 'hex'),
    'pendingStatus', m.pending_status, 'pendingDate', m.pending_date, 'intake', m.intake_quantity) order by m.external_key)
  into v_rows
  from (
    select m.*, b.intake_quantity from inventory.mapping_stock m
    join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
    where m.tenant_id = v_tenant_id and m.source_id = v_source.id and m.external_key > p_input ->> 'after'
      and (m.due is not null or m.pending_status is not null)
    order by m.external_key limit (p_input ->> 'limit')::integer
  ) m
  join inventory.products p on p.tenant_id = v_tenant_id and p.id = m.product_id;
  if p_input ? 'dryRunId' then
    v_rows := (
      select jsonb_agg(r.line || case when exists (
          select from inventory.sync_changes c where c.tenant_id = v_tenant_id and c.run_id = (p_input ->> 'dryRunId')::uuid
            and c.external_key = r.line ->> 'key' and c.hash = decode(r.line ->> 'hash', 'hex'))
        then '{}'::jsonb else '{"isStale": true}' end order by r.n)
      from jsonb_array_elements(v_rows) with ordinality r (line, n));
  end if;
  -- Recorded before the write: after a crash the next run can tell this run's writes from another program's.
  begin
    for v_row in -- one by one, as in import_external
      select r.* from jsonb_to_recordset(v_rows) as r (key text, status text, "pendingStatus" text, "isStale" boolean)
      where r.status is not null and r."pendingStatus" is null and r."isStale" is null
    loop
      update inventory.product_mappings m set pending_status = v_row.status, pending_date = p_input ->> 'date'
      where m.tenant_id = v_tenant_id and m.source_id = v_source.id and m.external_key = v_row.key;
    end loop;
    if (p_input ->> 'dryRun')::boolean then
      perform inventory.end_dry_run();
    end if;
  exception when sqlstate 'BCDRY' then null;
  end;
  return coalesce(v_rows, '[]');
end
$$;
comment on function inventory.plan_sync_export(jsonb, jsonb) is
  'A page of the external rows to write {"sourceId", "runId", "after" (key), "limit", "date", "dryRun", "dryRunId": rows that this dry run did not show so are marked "isStale": they are settled, but not to be written}: keys that were sold out here, or refunded since, in order; each with the status last read and the one to write. The plan is recorded; with dryRun that is rolled back.';

create or replace function inventory.settle_sync_export(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_row record;
  v_at timestamptz;
begin
  if (p_input ->> 'dryRun')::boolean then
    begin
      perform inventory.settle_sync_export(p_identity, p_input - 'dryRun');
      perform inventory.end_dry_run();
    exception when sqlstate 'BCDRY' then return 'null';
    end;
  end if;
  perform inventory.continue_sync_run(v_tenant_id, (p_input ->> 'sourceId')::uuid, (p_input ->> 'runId')::uuid);
  for v_row in -- one by one, as in import_external
    select r.* from jsonb_to_recordset(p_input -> 'rows') as r (key text, outcome text, became text, found text, quantity bigint, conflict text)
    order by r.key
  loop
    v_at := clock_timestamp();
    update inventory.product_mappings m set
      external_status = coalesce(v_row.found, m.external_status), external_quantity = coalesce(v_row.quantity, m.external_quantity),
      pending_status = null, pending_date = null, last_synced_at = v_at
    where m.tenant_id = v_tenant_id and m.source_id = (p_input ->> 'sourceId')::uuid and m.external_key = v_row.key;
    -- A separate statement, because these columns are audited: an unchanged conflict must not add an audit entry per run.
    update inventory.product_mappings m set
      status = case when v_row.outcome = 'WRITTEN' then v_row.became else m.status end, conflict = v_row.conflict
    where m.tenant_id = v_tenant_id and m.source_id = (p_input ->> 'sourceId')::uuid and m.external_key = v_row.key
      and (m.status, m.conflict) is distinct from
        (case when v_row.outcome = 'WRITTEN' then v_row.became else m.status end, v_row.conflict);
  end loop;
  return 'null';
end
$$;
comment on function inventory.settle_sync_export(jsonb, jsonb) is
  'Records the outcome of planned writes {"sourceId", "runId", "dryRun" (rolled back), "rows": [{"key", "outcome": WRITTEN, CONFLICT or NOT_WRITTEN, "became": SOLD or IN_STOCK, "found" (external status), "quantity" (external), "conflict"}]}.';

grant execute on function inventory.plan_sync_export(jsonb, jsonb), inventory.settle_sync_export(jsonb, jsonb) to bincard_app;
