-- Entry points of sync: sources, runs, and what goes in and out. The file next door is read and written by src/sync;
-- what it finds is written here, a piece at a time, each piece whole or not at all.

create or replace function inventory.create_sync_source(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
begin
  insert into inventory.sync_sources (tenant_id, id, name, path, table_name, key_column, status_column, in_stock_values, sold_values,
    export_value, quantity_column, last_date_column, last_date_format, location_id, mappings, enabled, interval_minutes)
  select v_tenant_id, v_id, s.name, s.path, s."tableName", s."keyColumn", s."statusColumn", s."inStockValues", s."soldValues",
    coalesce(s."exportValue", s."soldValues"[1], ''), s."quantityColumn", s."lastDateColumn", coalesce(s."lastDateFormat", 'yyyy-MM-dd'),
    s."locationId", nullif(s.mappings, 'null'), coalesce(s.enabled, true), coalesce(s."intervalMinutes", 1440)
  from jsonb_to_record(p_input) as s (name text, path text, "tableName" text, "keyColumn" text, "statusColumn" text,
    "inStockValues" text[], "soldValues" text[], "exportValue" text, "quantityColumn" text, "lastDateColumn" text,
    "lastDateFormat" text, "locationId" uuid, mappings jsonb, enabled boolean, "intervalMinutes" integer);
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.create_sync_source(jsonb, jsonb) is
  'Writes a source from CreateSyncSourceInput. Refused by sync_source_taken, sync_path_invalid, sync_interval_invalid, location_unknown, text_invalid, value_unknown.';

create or replace function inventory.update_sync_source(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
  v_current bigint;
begin
  -- A field that is not there stays; the columns that may be null and the mappings can be taken away by null.
  update inventory.sync_sources o set
    name = coalesce(s.name, o.name), path = coalesce(s.path, o.path), table_name = coalesce(s."tableName", o.table_name),
    key_column = coalesce(s."keyColumn", o.key_column), status_column = coalesce(s."statusColumn", o.status_column),
    in_stock_values = coalesce(s."inStockValues", o.in_stock_values), sold_values = coalesce(s."soldValues", o.sold_values),
    export_value = coalesce(s."exportValue", o.export_value),
    quantity_column = case when p_input ? 'quantityColumn' then s."quantityColumn" else o.quantity_column end,
    last_date_column = case when p_input ? 'lastDateColumn' then s."lastDateColumn" else o.last_date_column end,
    last_date_format = coalesce(s."lastDateFormat", o.last_date_format), location_id = coalesce(s."locationId", o.location_id),
    mappings = case when p_input ? 'mappings' then nullif(s.mappings, 'null') else o.mappings end,
    enabled = coalesce(s.enabled, o.enabled), interval_minutes = coalesce(s."intervalMinutes", o.interval_minutes)
  from jsonb_to_record(p_input) as s (name text, path text, "tableName" text, "keyColumn" text, "statusColumn" text,
    "inStockValues" text[], "soldValues" text[], "exportValue" text, "quantityColumn" text, "lastDateColumn" text,
    "lastDateFormat" text, "locationId" uuid, mappings jsonb, enabled boolean, "intervalMinutes" integer)
  where o.tenant_id = v_tenant_id and o.id = v_id
    and o.version = coalesce((p_input ->> 'expectedVersion')::bigint, o.version);
  if not found then
    select o.version into v_current from inventory.sync_sources o where o.tenant_id = v_tenant_id and o.id = v_id;
    if found then
      perform inventory.refuse_stale('expectedVersion', (p_input ->> 'expectedVersion')::bigint, v_current);
    end if;
    perform inventory.refuse('sync_source_unknown', 'There is no such sync source', jsonb_build_object('field', 'id', 'sourceId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.update_sync_source(jsonb, jsonb) is
  'Changes a source from UpdateSyncSourceInput; a failed one that is edited is due at once. Refused as create_sync_source, and by stale_version.';

-- ---------------------------------------------------------------- runs

create or replace function inventory.begin_sync_run(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
begin
  -- Whoever ran it before and died may have left a statement behind that is still at work: it is waited for.
  perform from inventory.sync_sources s
  where s.tenant_id = v_tenant_id and s.id = (p_input ->> 'sourceId')::uuid for no key update;
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

-- ---------------------------------------------------------------- in

create or replace function inventory.known_external_keys(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('key', m.external_key, 'hash', encode(m.content_hash, 'hex'), 'status', m.status,
      'externalStatus', m.external_status, 'externalQuantity', m.external_quantity, 'conflict', m.conflict, 'pendingStatus', m.pending_status, 'remaining', m.remaining, 'soldHere', m.sold_here, 'due', m.due)), '[]')
    from jsonb_array_elements_text(p_input -> 'keys') k
    cross join lateral (
      select * from inventory.mapping_stock w
      where w.tenant_id = v_tenant_id and w.source_id = (p_input ->> 'sourceId')::uuid and w.external_key = k
      offset 0) m); -- one by one, as in import_external
end
$$;
comment on function inventory.known_external_keys(jsonb, jsonb) is
  'Of some keys of a source {"sourceId", "keys"} those that came in before, with what remains of each here.';

create or replace function inventory.mapped_external_keys(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_source_id uuid := (p_input ->> 'sourceId')::uuid;
begin
  -- Whoever has met every key need not look for any.
  if (select count(*) from inventory.product_mappings m where m.tenant_id = v_tenant_id and m.source_id = v_source_id)
    <= (p_input ->> 'known')::bigint
  then
    return '[]';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('key', k.external_key, 'conflict', k.conflict, 'inStock', k.remaining > 0, 'due', k.due)
      order by k.external_key), '[]')
    from (
      select m.external_key, m.conflict, m.remaining, m.due from inventory.mapping_stock m
      where m.tenant_id = v_tenant_id and m.source_id = v_source_id and (m.remaining > 0 or m.conflict is not null)
        and m.external_key > p_input ->> 'after'
      order by m.external_key limit (p_input ->> 'limit')::integer
    ) k);
end
$$;
comment on function inventory.mapped_external_keys(jsonb, jsonb) is
  'A page of the keys of a source {"sourceId", "after", "limit", "known"} that are in stock here or in conflict, in order; none when no more than "known" ever came in.';

create or replace function inventory.import_external(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_source record;
  v_new jsonb;
  v_created bigint;
  v_updated bigint := 0;
  v_row record;
  v_product_id uuid;
begin
  select s.id, s.name, s.location_id into v_source from inventory.sync_sources s
  where s.tenant_id = v_tenant_id and s.id = (p_input ->> 'sourceId')::uuid;
  perform inventory.go_on_with_sync_run(v_tenant_id, v_source.id, (p_input ->> 'runId')::uuid);

  -- Products in the order of their SKUs: two sources of one product wait for each other in one order.
  -- One that is here already learns what the row says of it; a row without a name of its own names it by its SKU.
  insert into inventory.products as p (tenant_id, id, sku, name, base_unit, attributes)
  select v_tenant_id, inventory.uuid_v7(), r.sku, r.name, r."baseUnit", r.attributes
  from (
    select distinct on (r.sku) r.* from jsonb_to_recordset(p_input -> 'new')
      as r (key text, sku text, name text, "baseUnit" text, attributes jsonb)
    order by r.sku, r.key) r
  order by r.sku
  on conflict (tenant_id, sku) do update set
    name = case when excluded.name = excluded.sku then p.name else excluded.name end, attributes = p.attributes || excluded.attributes
  where p.name <> excluded.name and excluded.name <> excluded.sku or not p.attributes @> excluded.attributes;

  -- Statements of their own: a batch looks its receipt up.
  select jsonb_agg(to_jsonb(r) || jsonb_build_object('receiptId', inventory.uuid_v7(), 'batchId', inventory.uuid_v7(), 'productId', p.id)
    order by p.id, r.key)
  into v_new
  from jsonb_to_recordset(p_input -> 'new') as r (key text, sku text, "batchNumber" text, quantity bigint, "unitCost" numeric,
    "expiryDate" date, "receivedAt" timestamptz, status text, hash text)
  join inventory.products p on p.tenant_id = v_tenant_id and p.sku = r.sku;
  insert into inventory.receipts (tenant_id, id, location_id, supplier, reference, received_at)
  select v_tenant_id, r."receiptId", v_source.location_id, v_source.name, r.key, coalesce(r."receivedAt", now())
  from jsonb_to_recordset(v_new) as r ("receiptId" uuid, key text, "receivedAt" timestamptz);
  insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, unit_cost, expiry_date)
  select v_tenant_id, r."batchId", r."receiptId", r."productId", r."batchNumber", r.quantity, r."unitCost", r."expiryDate"
  from jsonb_to_recordset(v_new) as r ("batchId" uuid, "receiptId" uuid, "productId" uuid, "batchNumber" text, quantity bigint,
    "unitCost" numeric, "expiryDate" date);
  insert into inventory.product_mappings (tenant_id, source_id, external_key, batch_id, external_status, external_quantity, content_hash)
  select v_tenant_id, v_source.id, r.key, r."batchId", r.status, r.quantity, decode(r.hash, 'hex')
  from jsonb_to_recordset(v_new) as r (key text, "batchId" uuid, status text, quantity bigint, hash text);
  get diagnostics v_created = row_count;

  -- A row that changed there changes what the product says of itself; its stock stays what the ledger makes it. One by
  -- one, each by its key: joined in sets, an index of which nothing is known yet is read from end to end.
  for v_row in
    select r.* from jsonb_to_recordset(p_input -> 'changed') as r (key text, name text, removed text[], attributes jsonb, status text,
      quantity bigint, conflict text, hash text)
    order by r.key
  loop
    update inventory.product_mappings m set external_status = coalesce(v_row.status, m.external_status),
      external_quantity = coalesce(v_row.quantity, m.external_quantity), conflict = v_row.conflict,
      content_hash = coalesce(decode(v_row.hash, 'hex'), m.content_hash), last_synced_at = clock_timestamp()
    where m.tenant_id = v_tenant_id and m.source_id = v_source.id and m.external_key = v_row.key
      -- A conflict that stands is told again, not written again.
      and (m.external_status, m.external_quantity, m.conflict, m.content_hash) is distinct from
        (coalesce(v_row.status, m.external_status), coalesce(v_row.quantity, m.external_quantity), v_row.conflict, coalesce(decode(v_row.hash, 'hex'), m.content_hash))
    returning m.product_id into v_product_id;
    continue when not found;
    update inventory.products p set name = coalesce(v_row.name, p.name), attributes = (p.attributes - v_row.removed) || v_row.attributes
    where p.tenant_id = v_tenant_id and p.id = v_product_id
      and (p.name, p.attributes) is distinct from (coalesce(v_row.name, p.name), (p.attributes - v_row.removed) || v_row.attributes);
    v_updated := v_updated + 1;
  end loop;
  return jsonb_build_object('created', v_created, 'updated', v_updated);
end
$$;
comment on function inventory.import_external(jsonb, jsonb) is
  'Brings rows of a source in {"sourceId", "runId", "new": [{"key", "sku", "name", "baseUnit", "attributes", "batchNumber", "quantity", "unitCost", "expiryDate", "receivedAt", "status", "hash"}], "changed": [{"key", "name", "attributes", "removed" (their names), "status", "quantity", "conflict", "hash"}]}: product, receipt, batch and mapping together, once per key (external_key_taken); a changed row never moves stock.';

create or replace function inventory.taken_batch_numbers(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  return (
    select coalesce(jsonb_agg(r.key order by r.ordinality), '[]')
    from (
      select n.*, row_number() over (partition by n.sku, n."batchNumber" order by n.ordinality) as nth
      from rows from (jsonb_to_recordset(p_input -> 'new') as (key text, sku text, "batchNumber" text))
        with ordinality as n (key, sku, "batchNumber", ordinality)) r
    where r.nth > 1 or (
      select b.id from inventory.products p
      join inventory.batches b on b.tenant_id = p.tenant_id and b.product_id = p.id
      where p.tenant_id = v_tenant_id and p.sku = r.sku and b.batch_number = r."batchNumber" and b.voided_at is null
      limit 1) is not null);
end
$$;
comment on function inventory.taken_batch_numbers(jsonb, jsonb) is
  'The keys of new rows {"new": [{"key", "sku", "batchNumber"}]} that batch_number_taken would refuse: their product has such a batch, or an earlier row says the same.';

-- ---------------------------------------------------------------- out

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
  if not (p_input ->> 'dryRun')::boolean then
    perform inventory.go_on_with_sync_run(v_tenant_id, v_source.id, (p_input ->> 'runId')::uuid);
  end if;
  select jsonb_agg(jsonb_build_object('key', m.external_key, 'was', m.status, 'due', m.due, 'seen', m.external_status,
    'seenInStock', m.external_status = any (v_source.in_stock_values),
    'status', case m.due when 'SOLD' then v_source.export_value when 'IN_STOCK' then v_source.in_stock_values[1] end,
    'pendingStatus', m.pending_status, 'pendingDate', m.pending_date, 'intake', m.intake_quantity) order by m.external_key)
  into v_rows
  from (
    select m.*, b.intake_quantity from inventory.mapping_stock m
    join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
    where m.tenant_id = v_tenant_id and m.source_id = v_source.id and m.external_key > p_input ->> 'after'
      and (m.due is not null or m.pending_status is not null)
    order by m.external_key limit (p_input ->> 'limit')::integer
  ) m;
  -- The intention first: whoever finds it after a crash can tell its own hand from another's.
  if not (p_input ->> 'dryRun')::boolean then
    for v_row in -- one by one, as in import_external
      select r.* from jsonb_to_recordset(v_rows) as r (key text, status text, "pendingStatus" text)
      where r.status is not null and r."pendingStatus" is null
    loop
      update inventory.product_mappings m set pending_status = v_row.status, pending_date = p_input ->> 'date'
      where m.tenant_id = v_tenant_id and m.source_id = v_source.id and m.external_key = v_row.key;
    end loop;
  end if;
  return coalesce(v_rows, '[]');
end
$$;
comment on function inventory.plan_sync_export(jsonb, jsonb) is
  'What is to be written next door {"sourceId", "runId", "after" (key), "limit", "date", "dryRun"}: the keys sold out here, or refunded here since, in order; each with the status seen there and the one to write. Unless it is a dry run the intention is kept.';

create or replace function inventory.settle_sync_export(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_row record;
begin
  perform inventory.go_on_with_sync_run(v_tenant_id, (p_input ->> 'sourceId')::uuid, (p_input ->> 'runId')::uuid);
  for v_row in -- one by one, as in import_external
    select r.* from jsonb_to_recordset(p_input -> 'rows') as r (key text, outcome text, became text, found text, quantity bigint, conflict text)
    order by r.key
  loop
    update inventory.product_mappings m set
      external_status = coalesce(v_row.found, m.external_status), external_quantity = coalesce(v_row.quantity, m.external_quantity),
      pending_status = null, pending_date = null, last_synced_at = clock_timestamp()
    where m.tenant_id = v_tenant_id and m.source_id = (p_input ->> 'sourceId')::uuid and m.external_key = v_row.key;
    -- Apart, for these are audited: a conflict that stands leaves no line of each run.
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
  'What became of the planned writes {"sourceId", "runId", "rows": [{"key", "outcome": WRITTEN, CONFLICT or NOT_WRITTEN, "became": SOLD or IN_STOCK, "found" (status there), "quantity" (there), "conflict"}]}.';

grant execute on function inventory.create_sync_source(jsonb, jsonb), inventory.update_sync_source(jsonb, jsonb),
  inventory.begin_sync_run(jsonb, jsonb), inventory.end_sync_run(jsonb, jsonb), inventory.record_sync_rows(jsonb, jsonb),
  inventory.known_external_keys(jsonb, jsonb), inventory.mapped_external_keys(jsonb, jsonb),
  inventory.import_external(jsonb, jsonb), inventory.taken_batch_numbers(jsonb, jsonb),
  inventory.go_on_with_sync_run(uuid, uuid, uuid), inventory.plan_sync_export(jsonb, jsonb),
  inventory.settle_sync_export(jsonb, jsonb) to bincard_app;
