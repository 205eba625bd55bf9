-- Reconciliation: what is declared of its tables, then the entry points: a stored comparison, and applying its lines. They
-- write rows and statuses; the triggers repair.

select
  inventory.make_immutable('inventory.reconciliation_runs', p_by_ledger => array['finished_at']),
  inventory.make_immutable('inventory.reconciliation_lines', p_except => array['fix']),
  inventory.allow_role('inventory.reconciliation_runs', 'insert', 'admin'),
  inventory.allow_role('inventory.reconciliation_lines', 'update', 'admin');

create or replace function inventory.lock_reconciliation(p_tenant_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  -- A lock of the transaction: it ends with it, whatever happens to the session.
  if not pg_try_advisory_xact_lock(731950215, hashtext(p_tenant_id::text)) then
    perform inventory.refuse('reconciliation_running', 'Another reconciliation of this tenant is running', '{}', 'Try again when it has ended.');
  end if;
end
$$;
comment on function inventory.lock_reconciliation(uuid) is 'Refuses a second reconciliation of a tenant at the same time.';

create or replace function inventory.apply_lines(p_tenant_id uuid, p_run_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
begin
  -- In the order in which stock levels are locked.
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

create or replace function inventory.reconcile(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
  v_dry_run constant boolean := coalesce((p_input ->> 'dryRun')::boolean, true);
  v_kinds constant text[] := case when jsonb_typeof(p_input -> 'kinds') = 'array' then
    (select coalesce(array_agg(k), '{}') from jsonb_array_elements_text(p_input -> 'kinds') k) end;
begin
  perform inventory.lock_reconciliation(v_tenant_id);
  insert into inventory.reconciliation_runs (tenant_id, id, trigger, dry_run, product_id, location_id, kinds, report)
  values (v_tenant_id, v_id, coalesce(p_input ->> 'trigger', 'MANUAL'), v_dry_run, (p_input ->> 'productId')::uuid,
    (p_input ->> 'locationId')::uuid, v_kinds, nullif(p_input -> 'report', 'null'));
  if not v_dry_run then
    perform inventory.apply_lines(v_tenant_id, v_id);
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.reconcile(jsonb, jsonb) is
  'Writes a run {"dryRun" (true), "productId", "locationId", "kinds", "trigger", "report"} with the differences of now, or with the lines of a report; with dryRun false it repairs each line that still differs exactly as it was found.';

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
  'Applies the lines of a run {"runId"} that are still PLANNED; a second call changes nothing.';

grant execute on function inventory.lock_reconciliation(uuid), inventory.apply_lines(uuid, uuid),
  inventory.reconcile(jsonb, jsonb), inventory.apply_reconciliation(jsonb, jsonb) to bincard_app;
