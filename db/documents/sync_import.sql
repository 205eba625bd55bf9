-- Entry points of an import: src/sync reads the external file and writes its rows here, a page per transaction.

select
  inventory.make_immutable('inventory.product_mappings', p_except => array['batch_id', 'status', 'external_status', 'external_quantity',
    'content_hash', 'conflict', 'pending_status', 'pending_date', 'last_synced_at']),
  inventory.audit('inventory.product_mappings', 'product_mapping', 'update of batch_id, status, conflict', p_key => 'external_key'),
  inventory.allow_role('inventory.product_mappings', 'insert', 'admin'),
  inventory.allow_role('inventory.product_mappings', 'update', 'admin');

create or replace function inventory.import_external(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_source record;
  v_changes jsonb; -- what the rows change, where that is asked for
  v_made jsonb; -- the keys of the products that are made
  v_new jsonb;
  v_created bigint;
  v_updated bigint := 0;
  v_row record;
  v_unknown text;
  v_product_id uuid;
  v_result jsonb;
  v_at timestamptz;
begin
  if (p_input ->> 'dryRun')::boolean then
    begin
      perform inventory.import_external(p_identity,
        jsonb_build_object('sourceId', p_input -> 'sourceId', 'runId', p_input -> 'runId', 'new', coalesce(p_input -> 'before', '[]'), 'changed', '[]'::jsonb));
      v_result := inventory.import_external(p_identity, p_input - 'dryRun');
      perform inventory.end_dry_run();
    exception when sqlstate 'BCDRY' then return v_result;
    end;
  end if;
  select s.id, s.name, s.location_id into v_source from inventory.sync_sources s
  where s.tenant_id = v_tenant_id and s.id = (p_input ->> 'sourceId')::uuid;
  perform inventory.continue_sync_run(v_tenant_id, v_source.id, (p_input ->> 'runId')::uuid);

  -- A code of a product stands for the product: an earlier SKU, a barcode. A name that is only the row's SKU stays one.
  p_input := jsonb_set(p_input, '{new}', (
    select coalesce(jsonb_agg(case when p.sku is null then r.line else r.line || jsonb_build_object('sku', p.sku, 'name',
      case when inventory.code_key(r.line ->> 'name') = inventory.code_key(r.line ->> 'sku') then p.sku else r.line ->> 'name' end) end
      order by r.n), '[]')
    from jsonb_array_elements(p_input -> 'new') with ordinality r (line, n)
    -- As find_product, of the set. Apart: within the condition it could be asked for each code of the tenant.
    cross join lateral (select inventory.product_code_key(r.line ->> 'sku') as key offset 0) k
    left join lateral (
      select c.product_id from inventory.product_codes c
      where c.tenant_id = v_tenant_id and c.code_key = k.key and c.removed_at is null offset 0) c on true
    left join lateral (
      select p.sku from inventory.products p where p.tenant_id = v_tenant_id and p.id = c.product_id offset 0) p on true));

  -- All in one order, so that two sources of the same products cannot deadlock: first the products that are made, by SKU,
  -- then those that were there, by SKU, and the batches by product and number, as a receipt's. ON CONFLICT DO UPDATE would
  -- lock a product's key as well, for which the foreign key of every receipt waits.
  with made as (
    insert into inventory.products as p (tenant_id, id, sku, name, base_unit, attributes)
    select v_tenant_id, inventory.uuid_v7(), r.sku, r.name, r."baseUnit", r.attributes
    from (
      select distinct on (k.sku_key) k.sku_key, r.* from jsonb_to_recordset(p_input -> 'new')
        as r (key text, sku text, name text, "baseUnit" text, attributes jsonb)
      cross join lateral (select inventory.code_key(r.sku) as sku_key offset 0) k
      order by k.sku_key, r.key) r
    order by r.sku_key
    on conflict (tenant_id, sku_key) where sku_key is not null do nothing
    returning p.sku_key
  )
  select jsonb_object_agg(m.sku_key, true) into v_made from made m;
  if p_input ? 'dryRunId' then -- in the order of the loop below
    perform from inventory.products p where p.tenant_id = v_tenant_id and p.sku_key in (
      select inventory.code_key(r.line ->> 'sku') from jsonb_array_elements(p_input -> 'new') r (line)
      union
      select p.sku_key from jsonb_array_elements(p_input -> 'changed') r (line)
      cross join lateral (select m.product_id from inventory.product_mappings m
        where m.tenant_id = v_tenant_id and m.source_id = v_source.id and m.external_key = r.line ->> 'key' offset 0) m
      cross join lateral (select p.sku_key from inventory.products p
        where p.tenant_id = v_tenant_id and p.id = m.product_id offset 0) p)
    order by p.sku_key for no key update;
  end if;
  if p_input ? 'dryRunId' or p_input ? 'compare' then
    v_changes := inventory.external_changes(v_tenant_id, v_source.id, p_input -> 'new', p_input -> 'changed', v_made);
    if p_input ? 'dryRunId' then
      perform inventory.check_external_changes(v_tenant_id, v_source.id, (p_input ->> 'dryRunId')::uuid, v_changes);
    end if;
  end if;
  -- An existing product takes over the row's name and attributes, but not a name that is only the SKU. A row that has
  -- changed locks its product here and is written below.
  for v_row in
    select distinct on (k.sku_key, k.changed) k.* from (
      select inventory.code_key(r.sku) as sku_key, false as changed, r.key, r.name, r.attributes
      from jsonb_to_recordset(p_input -> 'new') as r (key text, sku text, name text, attributes jsonb)
      where v_made is null or not v_made ? inventory.code_key(r.sku) -- made of this very row, or of the first of its SKU
      union all
      select p.sku_key, true, r.key, null, null
      from jsonb_to_recordset(p_input -> 'changed') as r (key text)
      cross join lateral (select m.product_id from inventory.product_mappings m
        where m.tenant_id = v_tenant_id and m.source_id = v_source.id and m.external_key = r.key offset 0) m
      cross join lateral (select p.sku_key from inventory.products p
        where p.tenant_id = v_tenant_id and p.id = m.product_id offset 0) p
    ) k
    order by k.sku_key, k.changed, k.key
  loop
    if v_row.changed then
      perform from inventory.products p where p.tenant_id = v_tenant_id and p.sku_key = v_row.sku_key for no key update;
    else
      update inventory.products p set
        name = case when inventory.code_key(v_row.name) = p.sku_key then p.name else v_row.name end,
        attributes = p.attributes || v_row.attributes
      where p.tenant_id = v_tenant_id and p.sku_key = v_row.sku_key
        and (p.name <> v_row.name and inventory.code_key(v_row.name) <> p.sku_key or not p.attributes @> v_row.attributes);
    end if;
  end loop;

  -- Separate statements: the batch's trigger reads its receipt.
  select jsonb_agg(to_jsonb(r) || jsonb_build_object('receiptId', inventory.uuid_v7(), 'batchId', inventory.uuid_v7(), 'productId', p.id,
      'locationId', case when r.location is null then v_source.location_id else o.id end)
    order by p.id, inventory.code_key(r."batchNumber"), r.key), min(r.location) filter (where r.location is not null and o.id is null)
  into v_new, v_unknown
  from jsonb_to_recordset(p_input -> 'new') as r (key text, sku text, "batchNumber" text, quantity bigint, "unitCost" numeric,
    "expiryDate" date, "receivedAt" timestamptz, location text, status text, hash text)
  cross join lateral (
    select p.id from inventory.products p where p.tenant_id = v_tenant_id and p.sku_key = inventory.code_key(r.sku) offset 0) p -- one by one, as below
  left join lateral (
    select o.id from inventory.locations o
    where r.location is not null and o.tenant_id = v_tenant_id and o.code_key = inventory.code_key(r.location) offset 0) o on true;
  if v_unknown is not null then
    perform inventory.refuse('location_unknown', format('There is no location %s', v_unknown),
      jsonb_build_object('field', 'location', 'location', v_unknown),
      'Add the location, or map the column to an attribute: without one, goods come in at the location of the source.');
  end if;
  insert into inventory.receipts (tenant_id, id, location_id, supplier, reference, received_at)
  select v_tenant_id, r."receiptId", r."locationId", v_source.name, r.key, coalesce(r."receivedAt", now())
  from jsonb_to_recordset(v_new) as r ("receiptId" uuid, "locationId" uuid, key text, "receivedAt" timestamptz);
  perform inventory.write_batches(v_tenant_id, (
    select jsonb_agg(r.line || jsonb_build_object('id', r.line -> 'batchId') order by r.n)
    from jsonb_array_elements(v_new) with ordinality r (line, n)));
  insert into inventory.product_mappings (tenant_id, source_id, external_key, batch_id, external_status, external_quantity, content_hash)
  select v_tenant_id, v_source.id, r.key, r."batchId", r.status, r.quantity, decode(r.hash, 'hex')
  from jsonb_to_recordset(v_new) as r (key text, "batchId" uuid, status text, quantity bigint, hash text)
  -- The key of a voided receipt comes in again, any other key is refused (external_key_taken).
  on conflict (tenant_id, source_id, external_key) do update set batch_id = excluded.batch_id,
    external_status = excluded.external_status, external_quantity = excluded.external_quantity, content_hash = excluded.content_hash;
  get diagnostics v_created = row_count;

  -- A changed row updates the product's name and attributes, never stock. Row by row, by key: without statistics, a set
  -- join would scan the whole index of a new table.
  for v_row in
    select r.* from jsonb_to_recordset(p_input -> 'changed') as r (key text, name text, removed text[], attributes jsonb, status text,
      quantity bigint, conflict text, hash text)
    order by r.key
  loop
    v_at := clock_timestamp();
    update inventory.product_mappings m set external_status = coalesce(v_row.status, m.external_status),
      external_quantity = coalesce(v_row.quantity, m.external_quantity), conflict = v_row.conflict,
      content_hash = coalesce(decode(v_row.hash, 'hex'), m.content_hash), last_synced_at = v_at
    where m.tenant_id = v_tenant_id and m.source_id = v_source.id and m.external_key = v_row.key
      -- An unchanged conflict is reported again, not written again.
      and (m.external_status, m.external_quantity, m.conflict, m.content_hash) is distinct from
        (coalesce(v_row.status, m.external_status), coalesce(v_row.quantity, m.external_quantity), v_row.conflict, coalesce(decode(v_row.hash, 'hex'), m.content_hash))
    returning m.product_id into v_product_id;
    continue when not found;
    update inventory.products p set name = coalesce(v_row.name, p.name), attributes = (p.attributes - v_row.removed) || v_row.attributes
    where p.tenant_id = v_tenant_id and p.id = v_product_id
      and (p.name, p.attributes) is distinct from (coalesce(v_row.name, p.name), (p.attributes - v_row.removed) || v_row.attributes);
    v_updated := v_updated + 1;
  end loop;
  return jsonb_build_object('created', v_created, 'updated', v_updated, 'changes', v_changes);
end
$$;
comment on function inventory.import_external(jsonb, jsonb) is
  'Imports rows of a source {"sourceId", "runId", "new": [{"key", "sku", "name", "baseUnit", "attributes", "batchNumber", "quantity", "unitCost", "expiryDate", "receivedAt", "location" (a code; null: the source''s), "status", "hash"}], "changed": [{"key", "name", "attributes", "removed" (their names), "status", "quantity", "conflict", "hash"}]}: product, receipt, batch and mapping together, once for each key, to the letter and as a code of its product (external_key_taken), and again where that receipt was voided; a changed row never moves stock. With "dryRun" it is rolled back, after "before": rows like "new" that the same dry run has accepted earlier and that share a name with these (names_of_external_rows). With "compare" it says what each row changes (external_changes); with "dryRunId" each does what that dry run showed, else it is refused by stale_version.';

grant execute on function inventory.import_external(jsonb, jsonb) to bincard_app;
