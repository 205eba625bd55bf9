-- Imports: a set of rows of a file, in one transaction that the caller ends; a dry run is one that it rolls back.
--
-- How:       rows are written as a set. Where one of them is refused, the set is taken back and each half is written as one,
--            until the refused row is alone and gets its own refusal. What is checked at COMMIT is checked before a set ends.
-- Locks:     one import of a kind at a time in a tenant, by an advisory lock until the transaction ends: two runs of one file
--            bring each row in once, and a dry run sees what the live one before it has written.
-- Stock:     the rows of a set that go to one place from one supplier are a receipt.

create or replace function inventory.import_stock(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_rows jsonb[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_hash constant bytea := decode(p_input ->> 'fileHash', 'hex');
  v_results jsonb;
  v_lines jsonb;
begin
  with found as (
    select r.line, r.n, f.product_id, o.id as location_id
    from unnest(p_rows) with ordinality r (line, n)
    cross join lateral (select inventory.find_product(p_tenant_id, r.line ->> 'sku') as product_id offset 0) f
    left join inventory.locations o on o.tenant_id = p_tenant_id and o.code_key = inventory.code_key(r.line ->> 'location')
  ), new as (
    insert into inventory.imported_rows (tenant_id, kind, file_hash, row_number, run_id)
    select p_tenant_id, 'STOCK', v_hash, (f.line ->> 'row')::bigint, (p_input ->> 'runId')::uuid
    from found f
    where f.product_id is not null and f.location_id is not null and f.line ->> 'quantity' is distinct from '0'
    on conflict do nothing
    returning row_number
  )
  select
    jsonb_agg(case
      when f.product_id is null then inventory.import_problem(f.line, 'sku', 'PRODUCT_UNKNOWN', format('There is no product %s', f.line ->> 'sku'),
        'Bring the products in first, with import products.')
      when f.location_id is null then inventory.import_problem(f.line, 'location', 'LOCATION_UNKNOWN',
        format('There is no location %s', f.line ->> 'location'), 'Bring the locations in first, with import locations, or name one for all rows.')
      else jsonb_build_object('row', f.line -> 'row', 'outcome', case when n.row_number is null then 'unchanged' else 'created' end) end order by f.n),
    jsonb_agg((f.line - array['row', 'sku', 'location', 'supplier'])
      || jsonb_build_object('productId', f.product_id, 'locationId', f.location_id, 'supplier', f.line -> 'supplier', 'acceptExpired', true)
      order by f.n) filter (where n.row_number is not null)
  into v_results, v_lines
  from found f
  left join new n on n.row_number = (f.line ->> 'row')::bigint;

  if v_lines is null then
    return v_results;
  end if;
  v_lines := inventory.with_quantities(p_tenant_id, jsonb_build_object('lines', v_lines)) -> 'lines';
  perform inventory.write_receipts(p_tenant_id, (
    select jsonb_agg(r.receipt || jsonb_build_object('id', inventory.uuid_v7()))
    from (
      select jsonb_build_object('locationId', l.line -> 'locationId', 'supplier', l.line -> 'supplier', 'reference', p_input -> 'reference',
        'lines', jsonb_agg(l.line - array['locationId', 'supplier'] order by l.n)) as receipt
      from jsonb_array_elements(v_lines) with ordinality l (line, n)
      group by l.line -> 'locationId', l.line -> 'supplier'
      order by min(l.n) offset 0) r));
  return v_results;
end
$$;
comment on function inventory.import_stock(uuid, jsonb, jsonb, jsonb[]) is
  'Receives rows {"row", "sku" (any code), "location" (a code), "quantity" or "amount", "unit", "batchNumber", "expiryDate", "unitCost", "supplier"}: those of the file that are not in. A row of 0 changes nothing.';

create or replace function inventory.import_set(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_rows jsonb[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return case p_input ->> 'kind'
    when 'STOCK' then inventory.import_stock(p_tenant_id, p_identity, p_input, p_rows)
    when 'PRODUCTS' then inventory.import_products(p_tenant_id, p_identity, p_input, p_rows)
    when 'CHANNEL' then inventory.import_channel(p_tenant_id, p_identity, p_input, p_rows)
    when 'LOCATIONS' then (
      select jsonb_agg(inventory.import_location(p_tenant_id, p_identity, p_input, r.line) order by r.n)
      from (select * from unnest(p_rows) with ordinality u (line, n) order by u.n offset 0) r)
  end;
end
$$;
comment on function inventory.import_set(uuid, jsonb, jsonb, jsonb[]) is 'Writes rows of a file as a set; a refusal of one is the refusal of all.';

create or replace function inventory.import_in_halves(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_rows jsonb[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_half constant integer := cardinality(p_rows) / 2;
  v_results jsonb;
  v_code text;
  v_message text;
  v_constraint text;
  v_table text;
  v_type text;
  v_column text;
  v_detail text;
  v_hint text;
begin
  begin
    v_results := inventory.import_set(p_tenant_id, p_identity, p_input, p_rows);
    set constraints all immediate;
    set constraints all deferred;
    return v_results;
  exception
    -- Of the whole run, not of a row. A role that may not write one row may write none.
    when deadlock_detected or lock_not_available or serialization_failure or insufficient_privilege then
      raise;
    when others then
      if cardinality(p_rows) = 1 then
        get stacked diagnostics v_code = returned_sqlstate, v_message = message_text, v_constraint = constraint_name, v_table = table_name,
          v_type = pg_datatype_name, v_column = column_name, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
        return jsonb_build_array(jsonb_build_object('row', p_rows[1] -> 'row', 'error', jsonb_strip_nulls(jsonb_build_object('code', v_code,
          'message', v_message, 'constraint', nullif(v_constraint, ''), 'table', nullif(v_table, ''), 'column', nullif(v_column, ''),
          'detail', nullif(v_detail, ''), 'hint', nullif(v_hint, ''),
          'raised', v_constraint <> '' and v_table = '' and v_type = ''))));
      end if;
  end;
  return inventory.import_in_halves(p_tenant_id, p_identity, p_input, p_rows[: v_half])
    || inventory.import_in_halves(p_tenant_id, p_identity, p_input, p_rows[v_half + 1 :]);
end
$$;
comment on function inventory.import_in_halves(uuid, jsonb, jsonb, jsonb[]) is
  'Writes rows of a file; in halves where one of them is refused.';

create or replace function inventory.import_rows(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  perform pg_advisory_xact_lock(hashtextextended(format('import %s %s', p_input ->> 'kind', v_tenant_id), 0));
  return coalesce(inventory.import_in_halves(v_tenant_id, p_identity, p_input - 'rows',
    array(select r.line from jsonb_array_elements(p_input -> 'rows') with ordinality r (line, n) order by r.n)), '[]');
end
$$;
comment on function inventory.import_rows(jsonb, jsonb) is
  'Brings rows of a file in {"kind", "runId", "fileHash", "reference", "channel" of that kind, "rows": [{"row", and the fields of the kind}]}. Returns for each, in their order, {"row", "outcome": created, updated or unchanged}, {"row", "problem"} or {"row", "error"} of the rule that refused it.';

grant execute on function inventory.import_stock(uuid, jsonb, jsonb, jsonb[]), inventory.import_set(uuid, jsonb, jsonb, jsonb[]),
  inventory.import_in_halves(uuid, jsonb, jsonb, jsonb[]), inventory.import_rows(jsonb, jsonb) to bincard_app;
