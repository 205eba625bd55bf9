-- Imports of stock: the rows of a set that go to one place from one supplier are a receipt.
--
-- How:       a row is known by what it says, so that an edited file brings in only what is new: the second of two equal rows of a
--            file is another one than the first. A row of the same file that came in and says something else now, by another
--            map or another value for all rows, is refused: nobody knows whether the first goods were wrong or these are others.

create or replace function inventory.import_row_key(p_line jsonb, p_base_unit text, p_delivery text) returns bytea
language sql immutable
return sha256(convert_to(jsonb_build_array(p_line ->> 'productId', p_line ->> 'locationId', trim_scale((p_line ->> 'quantity')::numeric),
  nullif(inventory.code_key(p_line ->> 'unit'), inventory.code_key(p_base_unit)), inventory.code_key(p_line ->> 'batchNumber'),
  p_line ->> 'expiryDate', trim_scale((p_line ->> 'unitCost')::numeric), p_line ->> 'supplier', p_delivery)::text, 'UTF8'));
comment on function inventory.import_row_key(jsonb, text, text) is
  'A hash of what a row of stock says: the same for rows that bring the same goods in, however they are written. p_delivery tells equal rows of two deliveries apart.';

create or replace function inventory.import_row_states(p_tenant_id uuid, p_hash bytea, p_delivery text, p_lines jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
begin
  return (
    with keyed as (
      select l.n, (l.line ->> 'row')::bigint as row_number, k.row_key, i.row_key as earlier_key, i.run_id, i.receipt_id
      from jsonb_array_elements(p_lines) with ordinality l (line, n)
      cross join lateral (select inventory.import_row_key(l.line, l.line ->> 'baseUnit', p_delivery) as row_key offset 0) k
      left join lateral (
        select i.row_key, i.run_id, i.receipt_id from inventory.imported_rows i
        where i.tenant_id = p_tenant_id and i.kind = 'STOCK' and i.file_hash = p_hash and i.row_number = (l.line ->> 'row')::bigint
          and i.voided_at is null and (i.row_key is null or i.occurrence is not null) offset 0) i on true
    ), counted as (
      select k.row_key, e.*
      from (select row_key, array_agg(row_number) as pending from keyed where run_id is null group by row_key) k
      cross join lateral (
        select count(i.occurrence) as are_in, coalesce(max(i.occurrence), 0) as last,
          count(distinct i.row_number) filter (where i.file_hash = p_hash and i.row_number <> all (k.pending)) as of_file,
          array_agg(i.row_number) filter (where i.file_hash = p_hash and i.row_number = any (k.pending)) as noted
        from inventory.imported_rows i -- not by the file: it has many rows
        where i.tenant_id = p_tenant_id and i.kind = 'STOCK' and i.row_key = k.row_key and i.voided_at is null offset 0) e
    ), placed as (
      select k.*, c.are_in, c.last, k.row_number = any (c.noted) as is_noted,
        c.of_file + row_number() over (partition by k.row_key, k.run_id is null order by k.n) as place
      from keyed k left join counted c on c.row_key = k.row_key and k.run_id is null
    )
    select jsonb_object_agg(p.row_number, jsonb_build_object('key', encode(p.row_key, 'hex'), 'runId', p.run_id, 'receiptId', p.receipt_id,
      'occurrence', p.last + p.place - p.are_in, 'isNoted', p.is_noted, 'state', case
        when p.earlier_key <> p.row_key then 'differs'
        when p.run_id is not null then 'in'
        when p.place > p.are_in then 'new'
        else 'known' end))
    from placed p);
end
$$;
comment on function inventory.import_row_states(uuid, bytea, text, jsonb) is
  'What is known of lines of a file, by their row: new; in, brought in by this file; known, brought in by another; differs, brought in by this file when it said something else. A line is new where fewer of its equals are in than the file has up to it.';

create or replace function inventory.import_row_differs(p_tenant_id uuid, p_row jsonb, p_state jsonb, p_location_id uuid) returns jsonb
language sql stable
begin atomic
  select inventory.import_problem(p_row, case when o.id <> p_location_id then 'location' else 'sku' end, 'ROW_DIFFERS',
    format('The run %s brought this row of the file in with other values, at location %s', p_state ->> 'runId', o.code),
    'If those were wrong, void the receipt of that run first: then the row comes in as it says now. If these are other goods, name them as a delivery of their own (--delivery NAME, over HTTP the parameter delivery).')
  from inventory.receipts r join inventory.locations o on o.tenant_id = r.tenant_id and o.id = r.location_id
  where r.tenant_id = p_tenant_id and r.id = (p_state ->> 'receiptId')::uuid;
end;
comment on function inventory.import_row_differs(uuid, jsonb, jsonb, uuid) is
  'What an import says of a row that the same file brought in when it said something else.';

create or replace function inventory.import_stock(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_rows jsonb[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_delivery constant text := p_input ->> 'delivery';
  -- The same file is another one as another delivery.
  v_hash constant bytea := case when v_delivery is null then decode(p_input ->> 'fileHash', 'hex')
    else sha256(decode(p_input ->> 'fileHash', 'hex') || convert_to(v_delivery, 'UTF8')) end;
  v_compares constant boolean := p_input ? 'dryRunId' or p_input ? 'compare';
  v_found jsonb; -- the rows in their order, each with what it names
  v_lines jsonb;
  v_states jsonb;
  v_receipts jsonb;
  v_results jsonb;
begin
  select jsonb_agg(jsonb_build_object('line', r.line, 'productId', f.product_id, 'locationId', o.id, 'unit', p.base_unit) order by r.n)
  into v_found
  from unnest(p_rows) with ordinality r (line, n)
  cross join lateral (select inventory.find_product(p_tenant_id, r.line ->> 'sku') as product_id offset 0) f
  left join inventory.products p on p.tenant_id = p_tenant_id and p.id = f.product_id
  left join inventory.locations o on o.tenant_id = p_tenant_id and o.code_key = inventory.code_key(r.line ->> 'location');

  select jsonb_agg((f.row -> 'line') - array['sku', 'location'] || jsonb_build_object('productId', f.row -> 'productId',
      'locationId', f.row -> 'locationId', 'baseUnit', f.row -> 'unit', 'acceptExpired', true) order by f.n)
  into v_lines
  from jsonb_array_elements(v_found) with ordinality f (row, n)
  where f.row ->> 'productId' is not null and f.row ->> 'locationId' is not null
    and f.row -> 'line' ->> 'quantity' is distinct from '0';
  v_lines := inventory.with_quantities(p_tenant_id, jsonb_build_object('lines', coalesce(v_lines, '[]'))) -> 'lines';
  v_states := coalesce(inventory.import_row_states(p_tenant_id, v_hash, v_delivery, v_lines), '{}');

  select jsonb_agg(case
    when f.row ->> 'productId' is null or f.row ->> 'locationId' is null then inventory.import_problems(
      case when f.row ->> 'productId' is null then inventory.import_problem(f.row -> 'line', 'sku', 'PRODUCT_UNKNOWN',
        format('There is no product %s', f.row -> 'line' ->> 'sku'), 'Bring the products in first, with import products.') end,
      case when f.row ->> 'locationId' is null then inventory.import_problem(f.row -> 'line', 'location', 'LOCATION_UNKNOWN',
        format('There is no location %s', f.row -> 'line' ->> 'location'),
        'Bring the locations in first, with import locations, or name one for all rows.') end)
    when s.state ->> 'state' = 'differs' then
      inventory.import_row_differs(p_tenant_id, f.row -> 'line', s.state, (f.row ->> 'locationId')::uuid)
    when s.state ->> 'state' = 'known' then
      jsonb_build_object('row', f.row -> 'line' -> 'row', 'outcome', 'unchanged', 'isKnown', true)
    when s.state ->> 'state' = 'new' then
      jsonb_build_object('row', f.row -> 'line' -> 'row', 'outcome', 'created') ||
      case when v_compares then jsonb_build_object('quantity', s.quantity * coalesce((
        select u.factor from inventory.product_units u where u.tenant_id = p_tenant_id and u.product_id = (f.row ->> 'productId')::uuid
          and u.code_key = inventory.code_key(s.unit)), 1)) else '{}' end
    else jsonb_build_object('row', f.row -> 'line' -> 'row', 'outcome', 'unchanged') end order by f.n)
  into v_results
  from jsonb_array_elements(v_found) with ordinality f (row, n)
  left join (
    select l ->> 'row' as row_number, (l ->> 'quantity')::bigint as quantity, l ->> 'unit' as unit from jsonb_array_elements(v_lines) l) l
    on l.row_number = f.row -> 'line' ->> 'row'
  cross join lateral (select v_states -> (f.row -> 'line' ->> 'row') as state, l.quantity, l.unit offset 0) s;

  select jsonb_agg(r.receipt || jsonb_build_object('id', inventory.uuid_v7()))
  into v_receipts
  from (
    select jsonb_build_object('locationId', l.line -> 'locationId', 'supplier', l.line -> 'supplier', 'reference', p_input -> 'reference',
      'rows', jsonb_agg(l.line -> 'row'), 'lines', jsonb_agg(l.line - array['row', 'baseUnit', 'locationId', 'supplier'] order by l.n)) as receipt
    from jsonb_array_elements(v_lines) with ordinality l (line, n)
    where v_states -> (l.line ->> 'row') ->> 'state' = 'new'
    group by l.line -> 'locationId', l.line -> 'supplier'
    order by min(l.n) offset 0) r;
  if v_receipts is not null then
    perform inventory.write_receipts(p_tenant_id, v_receipts);
  end if;

  insert into inventory.imported_rows (tenant_id, kind, file_hash, row_number, run_id, row_key, occurrence, receipt_id)
  select p_tenant_id, 'STOCK', v_hash, s.row_number::bigint, (p_input ->> 'runId')::uuid, decode(s.state ->> 'key', 'hex'),
    case when s.state ->> 'state' = 'new' then (s.state ->> 'occurrence')::bigint end, r.receipt_id
  from jsonb_each(v_states) s (row_number, state)
  left join (
    select e.row_number, (r.receipt ->> 'id')::uuid as receipt_id
    from jsonb_array_elements(v_receipts) r (receipt)
    cross join lateral jsonb_array_elements_text(r.receipt -> 'rows') e (row_number)) r on r.row_number = s.row_number
  where s.state ->> 'state' = 'new' or s.state ->> 'state' = 'known' and s.state ->> 'isNoted' is distinct from 'true';
  if v_compares then
    v_results := (
      select jsonb_agg(r.result || jsonb_build_object('productId', r.found -> 'productId') order by r.n)
      from rows from (jsonb_array_elements(v_results), jsonb_array_elements(v_found)) with ordinality r (result, found, n));
  end if;
  return v_results;
end
$$;
comment on function inventory.import_stock(uuid, jsonb, jsonb, jsonb[]) is
  'Receives rows {"row", "sku" (any code), "location" (a code), "quantity" or "amount", "unit", "batchNumber", "expiryDate", "unitCost", "supplier"}: those that neither this file nor another one has brought in, or whose receipt was voided (import_row_taken). A row of 0 changes nothing; one that came in with other values is refused. With "compare" or "dryRunId" each result has the "productId" of its row, and the "quantity" that comes in.';

grant execute on function inventory.import_row_key(jsonb, text, text), inventory.import_row_states(uuid, bytea, text, jsonb),
  inventory.import_row_differs(uuid, jsonb, jsonb, uuid), inventory.import_stock(uuid, jsonb, jsonb, jsonb[]) to bincard_app;
