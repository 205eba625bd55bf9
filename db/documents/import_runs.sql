-- Entry points of imports: the start of a run, its problems and its end.

select
  inventory.make_immutable('inventory.import_runs'),
  inventory.make_immutable('inventory.import_run_ends'),
  inventory.make_immutable('inventory.import_problems'),
  inventory.make_immutable('inventory.imported_rows', '{voided_at}'),
  inventory.make_immutable('inventory.import_changes'),
  inventory.allow_role('inventory.import_runs', 'insert', 'clerk'),
  inventory.allow_role('inventory.import_run_ends', 'insert', 'clerk'),
  inventory.allow_role('inventory.import_problems', 'insert', 'clerk'),
  inventory.allow_role('inventory.imported_rows', 'insert', 'clerk'),
  inventory.allow_role('inventory.import_changes', 'insert', 'clerk');

create or replace function inventory.begin_import(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
begin
  insert into inventory.import_runs (tenant_id, id, kind, dry_run, all_or_nothing, file_name, file_hash, reading, dry_run_id)
  values (v_tenant_id, v_id, p_input ->> 'kind', (p_input ->> 'dryRun')::boolean, (p_input ->> 'allOrNothing')::boolean,
    p_input ->> 'fileName', decode(p_input ->> 'fileHash', 'hex'), decode(coalesce(p_input ->> 'reading', ''), 'hex'),
    (p_input ->> 'dryRunId')::uuid);
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.begin_import(jsonb, jsonb) is
  'Writes the start of an import {"kind": PRODUCTS, STOCK, LOCATIONS, SUPPLIERS, PRICES or CHANNEL, "dryRun", "allOrNothing", "fileName", "fileHash": SHA-256 as hex, "reading": another, of how it is read, "dryRunId": the dry run of which it brings in what was shown}. Refused by value_unknown, text_invalid, import_run_unknown.';

create or replace function inventory.record_import_problems(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  insert into inventory.import_problems (tenant_id, id, run_id, row_number, column_name, code, message, hint, value)
  select v_tenant_id, inventory.uuid_v7(), (p_input ->> 'runId')::uuid, (p.problem ->> 'row')::bigint, p.problem ->> 'column',
    p.problem ->> 'code', p.problem ->> 'message', p.problem ->> 'hint', p.problem ->> 'value'
  from (select e.problem from jsonb_array_elements(p_input -> 'problems') with ordinality e (problem, n) order by e.n offset 0) p;
  return 'null';
end
$$;
comment on function inventory.record_import_problems(jsonb, jsonb) is
  'Records the problems of an import {"runId", "problems": [{"row", "column", "code", "message", "hint", "value"}]} in their order. Refused by import_run_unknown.';

create or replace function inventory.end_import(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  insert into inventory.import_run_ends (tenant_id, run_id, failure, message, rows, created, updated, unchanged, refused, rolled_back)
  values (v_tenant_id, (p_input ->> 'runId')::uuid, p_input ->> 'failure', p_input ->> 'message', (p_input ->> 'rows')::bigint,
    (p_input ->> 'created')::bigint, (p_input ->> 'updated')::bigint, (p_input ->> 'unchanged')::bigint,
    (p_input ->> 'refused')::bigint, coalesce((p_input ->> 'rolledBack')::bigint, 0));
  return jsonb_build_object('id', p_input ->> 'runId');
end
$$;
comment on function inventory.end_import(jsonb, jsonb) is
  'Writes the end of an import {"runId", "failure" (null: all rows were looked at), "message", and its counts}. Refused by import_run_ended, import_run_unknown.';

grant execute on function inventory.begin_import(jsonb, jsonb), inventory.record_import_problems(jsonb, jsonb),
  inventory.end_import(jsonb, jsonb) to bincard_app;
