-- Entry points of sync sources: where an external source is, and how it is read.

select
  inventory.clean_codes('inventory.sync_sources', 'name'),
  inventory.make_permanent('inventory.sync_sources', 'tenant_id, id'),
  -- What the end of a run writes is not an edit.
  inventory.audit('inventory.sync_sources', 'sync_source', 'insert or delete or update of ' || inventory.columns_except(
    'inventory.sync_sources', array['last_run_at', 'next_run_at', 'failures', 'failed_direction'])),
  inventory.allow_role('inventory.sync_sources', 'insert', 'admin'),
  inventory.allow_role('inventory.sync_sources', 'update', 'admin');

create or replace function inventory.create_sync_source(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
begin
  insert into inventory.sync_sources (tenant_id, id, name, path, table_name, key_column, status_column, in_stock_values, sold_values,
    export_value, quantity_column, last_date_column, last_date_format, allow_computed, location_id, mappings, enabled, interval_minutes)
  select v_tenant_id, v_id, s.name, s.path, s."tableName", s."keyColumn", s."statusColumn", s."inStockValues", s."soldValues",
    coalesce(s."exportValue", s."soldValues"[1], ''), s."quantityColumn", s."lastDateColumn", coalesce(s."lastDateFormat", 'yyyy-MM-dd'),
    coalesce(s."allowComputed", false), s."locationId", nullif(s.mappings, 'null'), coalesce(s.enabled, false), coalesce(s."intervalMinutes", 1440)
  from jsonb_to_record(p_input) as s (name text, path text, "tableName" text, "keyColumn" text, "statusColumn" text,
    "inStockValues" text[], "soldValues" text[], "exportValue" text, "quantityColumn" text, "lastDateColumn" text,
    "lastDateFormat" text, "allowComputed" boolean, "locationId" uuid, mappings jsonb, enabled boolean, "intervalMinutes" integer);
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.create_sync_source(jsonb, jsonb) is
  'Writes a source from CreateSyncSourceInput, switched off. Refused by sync_source_taken, sync_path_invalid, sync_interval_invalid, sync_dry_run_missing, location_unknown, text_invalid, value_unknown.';

create or replace function inventory.update_sync_source(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
  v_current bigint;
  v_source inventory.sync_sources;
  v_given record;
begin
  select s.* into v_given
  from jsonb_to_record(p_input) as s (name text, path text, "tableName" text, "keyColumn" text, "statusColumn" text,
    "inStockValues" text[], "soldValues" text[], "exportValue" text, "quantityColumn" text, "lastDateColumn" text,
    "lastDateFormat" text, "allowComputed" boolean, "locationId" uuid, mappings jsonb, enabled boolean, "dryRunId" uuid, "intervalMinutes" integer);
  -- Absent fields stay; nullable columns and the mappings can be cleared by null.
  update inventory.sync_sources o set
    name = coalesce(v_given.name, o.name), path = coalesce(v_given.path, o.path), table_name = coalesce(v_given."tableName", o.table_name),
    key_column = coalesce(v_given."keyColumn", o.key_column), status_column = coalesce(v_given."statusColumn", o.status_column),
    in_stock_values = coalesce(v_given."inStockValues", o.in_stock_values), sold_values = coalesce(v_given."soldValues", o.sold_values),
    export_value = coalesce(v_given."exportValue", o.export_value),
    quantity_column = case when p_input ? 'quantityColumn' then v_given."quantityColumn" else o.quantity_column end,
    last_date_column = case when p_input ? 'lastDateColumn' then v_given."lastDateColumn" else o.last_date_column end,
    last_date_format = coalesce(v_given."lastDateFormat", o.last_date_format),
    allow_computed = coalesce(v_given."allowComputed", o.allow_computed), location_id = coalesce(v_given."locationId", o.location_id),
    mappings = case when p_input ? 'mappings' then nullif(v_given.mappings, 'null') else o.mappings end,
    enabled = coalesce(v_given.enabled, o.enabled), dry_run_id = coalesce(v_given."dryRunId", o.dry_run_id), interval_minutes = coalesce(v_given."intervalMinutes", o.interval_minutes)
  where o.tenant_id = v_tenant_id and o.id = v_id
    and o.version = coalesce((p_input ->> 'expectedVersion')::bigint, o.version)
  returning o.* into v_source;
  if not found then
    select o.version into v_current from inventory.sync_sources o where o.tenant_id = v_tenant_id and o.id = v_id;
    if found then
      perform inventory.refuse_stale('expectedVersion', (p_input ->> 'expectedVersion')::bigint, v_current);
    end if;
    perform inventory.refuse('sync_source_unknown', 'There is no such sync source', jsonb_build_object('field', 'id', 'sourceId', v_id));
  end if;
  -- The edit has switched it off, and the caller wants it on.
  if (p_input ->> 'enabled')::boolean and not v_source.enabled then
    perform inventory.refuse_enabling(v_source, 'enabled', 'this edit needs another dry run');
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.update_sync_source(jsonb, jsonb) is
  'Changes a source from UpdateSyncSourceInput; after a failure, an edit makes the source due at once. An edit of what a run reads or writes switches it off. Refused as create_sync_source, and by stale_version.';

grant execute on function inventory.create_sync_source(jsonb, jsonb), inventory.update_sync_source(jsonb, jsonb) to bincard_app;
