-- Entry points of sync runs: their start, their end, and their conflicts and errors by row.

select
  inventory.make_immutable('inventory.sync_runs'),
  inventory.make_immutable('inventory.sync_run_ends'),
  inventory.make_immutable('inventory.sync_run_rows'),
  inventory.make_immutable('inventory.sync_changes'),
  inventory.allow_role('inventory.sync_changes', 'insert', 'admin'),
  inventory.allow_role('inventory.sync_runs', 'insert', 'admin'),
  inventory.allow_role('inventory.sync_run_ends', 'insert', 'admin'),
  inventory.allow_role('inventory.sync_run_rows', 'insert', 'admin');

create or replace function inventory.begin_sync_run(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid;
  v_last timestamptz;
begin
  -- An earlier run that died may have left a statement that is still executing: wait for it.
  perform from inventory.sync_sources s
  where s.tenant_id = v_tenant_id and s.id = (p_input ->> 'sourceId')::uuid for no key update;
  -- The id is greater than every earlier one, even if the clock is behind (another machine's, after a failover).
  select to_timestamp(('x' || left(replace(r.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) into v_last
  from inventory.sync_runs r
  where r.tenant_id = v_tenant_id and r.source_id = (p_input ->> 'sourceId')::uuid order by r.id desc limit 1;
  v_id := inventory.uuid_v7(greatest(clock_timestamp(), v_last + interval '1 millisecond'));
  insert into inventory.sync_runs (tenant_id, id, source_id, direction, dry_run, configuration, trigger, dry_run_id)
  values (v_tenant_id, v_id, (p_input ->> 'sourceId')::uuid, p_input ->> 'direction', (p_input ->> 'dryRun')::boolean,
    (p_input ->> 'configuration')::bigint, p_input ->> 'trigger', (p_input ->> 'dryRunId')::uuid);
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.begin_sync_run(jsonb, jsonb) is
  'Writes the start of a run {"sourceId", "direction": IMPORT or EXPORT, "dryRun", "configuration" (of the source as it was read; null: the present one), "trigger": MANUAL or SCHEDULED, "dryRunId": the dry run of which it does what was shown}. Refused by sync_source_unknown, sync_run_unknown.';

create or replace function inventory.continue_sync_run(p_tenant_id uuid, p_source_id uuid, p_run_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform from inventory.sync_sources s where s.tenant_id = p_tenant_id and s.id = p_source_id for share;
  if exists (select from inventory.sync_runs r where r.tenant_id = p_tenant_id and r.source_id = p_source_id and r.id > p_run_id) then
    raise exception using errcode = 'object_not_in_prerequisite_state', message = 'Another run of this sync source has started';
  end if;
end
$$;
comment on function inventory.continue_sync_run(uuid, uuid, uuid) is
  'Refuses a write of a run once another run of its source has started (55000), so that a statement left by a dead run cannot undo or repeat the work of the next.';

create or replace function inventory.end_sync_run(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  insert into inventory.sync_run_ends (tenant_id, run_id, failure, message, seen, created, updated, exported, skipped, conflicts, errors)
  select v_tenant_id, e."runId", e.failure, e.message, e.seen, e.created, e.updated, e.exported, e.skipped, e.conflicts, e.errors
  from jsonb_to_record(p_input) as e ("runId" uuid, failure text, message text, seen bigint, created bigint, updated bigint,
    exported bigint, skipped bigint, conflicts bigint, errors bigint);
  return jsonb_build_object('id', p_input ->> 'runId');
end
$$;
comment on function inventory.end_sync_run(jsonb, jsonb) is
  'Writes the end of a run {"runId", "failure" (null: it succeeded), "message", and its counts}. Refused by sync_run_ended, sync_run_unknown.';

create or replace function inventory.record_sync_rows(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  insert into inventory.sync_run_rows (tenant_id, id, run_id, outcome, external_key, row_number, code, message)
  select v_tenant_id, inventory.uuid_v7(), (p_input ->> 'runId')::uuid, r.outcome, r.key, r."rowNumber", r.code, r.message
  from jsonb_to_recordset(p_input -> 'rows') as r (outcome text, key text, "rowNumber" bigint, code text, message text);
  return 'null';
end
$$;
comment on function inventory.record_sync_rows(jsonb, jsonb) is
  'Records conflicts and errors of a run {"runId", "rows": [{"outcome": CONFLICT or ERROR, "key", "rowNumber", "code", "message"}]}.';

grant execute on function inventory.begin_sync_run(jsonb, jsonb), inventory.continue_sync_run(uuid, uuid, uuid),
  inventory.end_sync_run(jsonb, jsonb), inventory.record_sync_rows(jsonb, jsonb) to bincard_app;
