-- Imports of stock: the rows of a set that go to one place from one supplier are a receipt.
--
-- How:       a row is known by what it says, so that an edited file brings in only what is new: the second of two equal rows of a
--            file is another one than the first.

create or replace function inventory.import_row_key(p_line jsonb, p_base_unit text, p_delivery text) returns bytea
language sql immutable
return sha256(convert_to(jsonb_build_array(p_line ->> 'productId', p_line ->> 'locationId', trim_scale((p_line ->> 'quantity')::numeric),
  nullif(inventory.code_key(p_line ->> 'unit'), inventory.code_key(p_base_unit)), inventory.code_key(p_line ->> 'batchNumber'),
  p_line ->> 'expiryDate', trim_scale((p_line ->> 'unitCost')::numeric), p_line ->> 'supplier', p_delivery)::text, 'UTF8'));
comment on function inventory.import_row_key(jsonb, text, text) is
  'A hash of what a row of stock says: the same for rows that bring the same goods in, however they are written. p_delivery tells equal rows of two deliveries apart.';

create or replace function inventory.import_stock(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_rows jsonb[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_delivery constant text := p_input ->> 'delivery';
  -- The same file is another one as another delivery.
  v_hash constant bytea := case when v_delivery is null then decode(p_input ->> 'fileHash', 'hex')
    else sha256(decode(p_input ->> 'fileHash', 'hex') || convert_to(v_delivery, 'UTF8')) end;
  v_found jsonb; -- the rows in their order, each with what it names and whether this file has brought it in
  v_lines jsonb;
  v_known jsonb; -- by row: whether another file has brought it in
  v_results jsonb;
begin
  select jsonb_agg(jsonb_build_object('line', r.line, 'n', r.n, 'productId', f.product_id, 'locationId', o.id, 'unit', p.base_unit,
    'isIn', i.row_number is not null) order by r.n)
  into v_found
  from unnest(p_rows) with ordinality r (line, n)
  cross join lateral (select inventory.find_product(p_tenant_id, r.line ->> 'sku') as product_id offset 0) f
  left join inventory.products p on p.tenant_id = p_tenant_id and p.id = f.product_id
  left join inventory.locations o on o.tenant_id = p_tenant_id and o.code_key = inventory.code_key(r.line ->> 'location')
  left join lateral (
    select i.row_number from inventory.imported_rows i
    where i.tenant_id = p_tenant_id and i.kind = 'STOCK' and i.file_hash = v_hash and i.row_number = (r.line ->> 'row')::bigint offset 0) i on true;

  select jsonb_agg((f.row -> 'line') - array['sku', 'location'] || jsonb_build_object('productId', f.row -> 'productId',
      'locationId', f.row -> 'locationId', 'baseUnit', f.row -> 'unit', 'acceptExpired', true) order by f.n)
  into v_lines
  from jsonb_array_elements(v_found) with ordinality f (row, n)
  where f.row ->> 'productId' is not null and f.row ->> 'locationId' is not null and not (f.row ->> 'isIn')::boolean
    and f.row -> 'line' ->> 'quantity' is distinct from '0';
  v_lines := inventory.with_quantities(p_tenant_id, jsonb_build_object('lines', coalesce(v_lines, '[]'))) -> 'lines';

  -- The nth of the file's equal rows is the nth that any file has: those before it count whoever brought them in.
  with keyed as (
    select (l.line ->> 'row')::bigint as row_number, k.row_key, row_number() over (partition by k.row_key order by l.n) as place
    from jsonb_array_elements(v_lines) with ordinality l (line, n)
    cross join lateral (select inventory.import_row_key(l.line, l.line ->> 'baseUnit', v_delivery) as row_key offset 0) k
  ), numbered as (
    select k.row_number, k.row_key, k.place + e.earlier as occurrence
    from keyed k
    cross join lateral (
      select count(*) filter (where i.file_hash = v_hash) as earlier from inventory.imported_rows i -- not by the file: it has many rows
      where i.tenant_id = p_tenant_id and i.kind = 'STOCK' and i.row_key = k.row_key offset 0) e
  ), written as (
    insert into inventory.imported_rows (tenant_id, kind, file_hash, row_number, run_id, row_key, occurrence)
    select p_tenant_id, 'STOCK', v_hash, n.row_number, (p_input ->> 'runId')::uuid, n.row_key, case when t.row_number is null then n.occurrence end
    from numbered n
    left join lateral (
      select i.row_number from inventory.imported_rows i
      where i.tenant_id = p_tenant_id and i.kind = 'STOCK' and i.row_key = n.row_key and i.occurrence = n.occurrence offset 0) t on true
    returning row_number, occurrence
  )
  select jsonb_object_agg(w.row_number, w.occurrence is null) into v_known from written w;

  select jsonb_agg(case
    when f.row ->> 'productId' is null or f.row ->> 'locationId' is null then inventory.import_problems(
      case when f.row ->> 'productId' is null then inventory.import_problem(f.row -> 'line', 'sku', 'PRODUCT_UNKNOWN',
        format('There is no product %s', f.row -> 'line' ->> 'sku'), 'Bring the products in first, with import products.') end,
      case when f.row ->> 'locationId' is null then inventory.import_problem(f.row -> 'line', 'location', 'LOCATION_UNKNOWN',
        format('There is no location %s', f.row -> 'line' ->> 'location'),
        'Bring the locations in first, with import locations, or name one for all rows.') end)
    when (v_known -> (f.row -> 'line' ->> 'row'))::boolean then
      jsonb_build_object('row', f.row -> 'line' -> 'row', 'outcome', 'unchanged', 'isKnown', true)
    else jsonb_build_object('row', f.row -> 'line' -> 'row', 'outcome',
      case when v_known ? (f.row -> 'line' ->> 'row') then 'created' else 'unchanged' end) end order by f.n)
  into v_results
  from jsonb_array_elements(v_found) with ordinality f (row, n);
  v_lines := (
    select jsonb_agg(l.line - array['row', 'baseUnit'] order by l.n) from jsonb_array_elements(v_lines) with ordinality l (line, n)
    where not (v_known -> (l.line ->> 'row'))::boolean);

  if v_lines is null then
    return v_results;
  end if;
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
  'Receives rows {"row", "sku" (any code), "location" (a code), "quantity" or "amount", "unit", "batchNumber", "expiryDate", "unitCost", "supplier"}: those that neither this file nor another one has brought in (import_row_taken). A row of 0 changes nothing.';

grant execute on function inventory.import_row_key(jsonb, text, text), inventory.import_stock(uuid, jsonb, jsonb, jsonb[]) to bincard_app;
