-- Entry points of sync runs: their start, their end, and what they could not do row by row.

select
  inventory.make_immutable('inventory.sync_runs'),
  inventory.make_immutable('inventory.sync_run_ends'),
  inventory.make_immutable('inventory.sync_run_rows'),
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
  -- Whoever ran it before and died may have left a statement behind that is still at work: it is waited for.
  perform from inventory.sync_sources s
  where s.tenant_id = v_tenant_id and s.id = (p_input ->> 'sourceId')::uuid for no key update;
  -- Its id is behind every other, also where the clock is behind: after a fail-over it is another machine's.
  select to_timestamp(('x' || left(replace(r.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) into v_last
  from inventory.sync_runs r
  where r.tenant_id = v_tenant_id and r.source_id = (p_input ->> 'sourceId')::uuid order by r.id desc limit 1;
  v_id := inventory.uuid_v7(greatest(clock_timestamp(), v_last + interval '1 millisecond'));
  insert into inventory.sync_runs (tenant_id, id, source_id, direction, dry_run, trigger)
  values (v_tenant_id, v_id, (p_input ->> 'sourceId')::uuid, p_input ->> 'direction', (p_input ->> 'dryRun')::boolean,
    p_input ->> 'trigger');
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.begin_sync_run(jsonb, jsonb) is
  'Writes the start of a run {"sourceId", "direction": IMPORT or EXPORT, "dryRun", "trigger": MANUAL or SCHEDULED}. Refused by sync_source_unknown.';

create or replace function inventory.go_on_with_sync_run(p_tenant_id uuid, p_source_id uuid, p_run_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform from inventory.sync_sources s where s.tenant_id = p_tenant_id and s.id = p_source_id for share;
  if exists (select from inventory.sync_runs r where r.tenant_id = p_tenant_id and r.source_id = p_source_id and r.id > p_run_id) then
    raise exception using errcode = 'object_not_in_prerequisite_state', message = 'Another run of this sync source has begun';
  end if;
end
$$;
comment on function inventory.go_on_with_sync_run(uuid, uuid, uuid) is
  'Refuses a write of a run once another of its source has begun (55000): what a run that died left behind neither undoes nor repeats what the next one does.';

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
  'Writes the end of a run {"runId", "failure" (null: it ran through), "message", and its counts}. Refused by sync_run_ended, sync_run_unknown.';

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
  'Keeps what a run {"runId"} could not do {"rows": [{"outcome": CONFLICT or ERROR, "key", "rowNumber", "code", "message"}]}.';

grant execute on function inventory.begin_sync_run(jsonb, jsonb), inventory.go_on_with_sync_run(uuid, uuid, uuid),
  inventory.end_sync_run(jsonb, jsonb), inventory.record_sync_rows(jsonb, jsonb) to bincard_app;
