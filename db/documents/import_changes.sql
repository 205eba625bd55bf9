-- What the rows of a file change, before and after: a dry run records it, and a live run that names the dry run brings a row in
-- only where it does exactly what was shown.
--
-- How:       the state of what the rows name is read before and after they are written; stock by its level, of which each row
--            adds its own. A row that would do something else than was shown is refused alone (stale_version), as any row is.
-- Twice:     a row that the live run has brought in is kept with the dry run that has shown it, in the same transaction. So the
--            same request sent again finds it, and brings it in no second time (import_row_taken).
-- Locks:     what the rows name, in the order of its ids, before it is compared; the levels are locked by the receipts.

create or replace function inventory.import_difference(p_before jsonb, p_after jsonb) returns jsonb
language sql immutable
return (
  select coalesce(jsonb_agg(jsonb_build_object('field', k.key, 'before', p_before ->> k.key, 'after', p_after ->> k.key)
    order by array_position(array['name', 'baseUnit', 'kind', 'status', 'trackInventory', 'reorderPoint', 'onHand', 'supplierCode', 'unit',
      'price', 'minimumQuantity', 'leadTimeDays', 'active', 'units', 'codes', 'components'], k.key), k.key), '[]')
  from jsonb_object_keys(coalesce(p_before, '{}') || p_after) k (key)
  where p_before -> k.key is distinct from p_after -> k.key);
comment on function inventory.import_difference(jsonb, jsonb) is
  'The fields that differ between two states [{"field", "before", "after"}], as texts; null: there is none.';

create or replace function inventory.import_subject(p_kind text, p_row jsonb, p_sku text) returns text
language sql immutable
return left(case p_kind
  when 'STOCK' then format('%s @ %s', p_sku, p_row ->> 'location')
  when 'PRICES' then format('%s @ %s', p_sku, p_row ->> 'supplier')
  else coalesce(p_row ->> 'sku', p_row ->> 'code') end, 200);
comment on function inventory.import_subject(text, jsonb, text) is
  'What a row of a file is about, by its codes; of stock and prices the SKU of the product that its code stands for, with the place or the supplier.';

create or replace function inventory.import_change(p_kind text, p_row jsonb, p_result jsonb, p_sku text, p_before jsonb, p_after jsonb) returns jsonb
language sql immutable
return case when p_result ? 'outcome' then (
  select p_result - array['quantity', 'productId'] || jsonb_build_object('subject', inventory.import_subject(p_kind, p_row, p_sku),
    'hash', encode(sha256(convert_to(jsonb_build_array(p_result -> 'outcome', p_sku, d.changes)::text, 'UTF8')), 'hex'),
    'changes', (
      select coalesce(jsonb_agg(jsonb_build_object('field', left(c.value ->> 'field', 200),
        'before', left(c.value ->> 'before', 200), 'after', left(c.value ->> 'after', 200)) order by c.n), '[]')
      from jsonb_array_elements(d.changes) with ordinality c (value, n) where c.n <= 50))
  from (select case when p_result ->> 'outcome' = 'unchanged' then '[]' else inventory.import_difference(p_before, p_after) end as changes) d)
  else p_result end;
comment on function inventory.import_change(text, jsonb, jsonb, text, jsonb, jsonb) is
  'The result of a row with what it changes: "subject", "changes" (at most 50 fields, the first 200 characters of a text) and "hash" of its outcome, the SKU of the product of stock and prices, and all of them in full.';

create or replace function inventory.stale_row(p_kind text, p_row jsonb, p_shown jsonb, p_result jsonb, p_now jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_hint constant text := 'Check the file again: it then shows what the row would change now.';
  v_key constant text := case when p_kind in ('LOCATIONS', 'SUPPLIERS') then 'code' else 'sku' end;
  v_field record;
  v_problems jsonb;
begin
  if p_shown is null then
    return inventory.import_problem(p_row, null, 'STALE_VERSION', format('The dry run left %s out, and now it would come in', p_result ->> 'subject'), v_hint);
  elsif p_kind in ('STOCK', 'PRICES') and p_shown ->> 'subject' <> p_result ->> 'subject' then
    return inventory.import_problem(p_row, v_key, 'STALE_VERSION',
      format('The dry run showed this row as %s, and now it is %s', p_shown ->> 'subject', p_result ->> 'subject'), v_hint);
  elsif p_kind <> 'STOCK' and p_shown ->> 'outcome' = 'created' and p_now is not null then
    return inventory.import_problem(p_row, v_key, 'STALE_VERSION', format('The dry run showed %s as new, and now it is there', p_shown ->> 'subject'), v_hint);
  elsif p_kind <> 'STOCK' and p_shown ->> 'outcome' <> 'created' and p_now is null then
    return inventory.import_problem(p_row, v_key, 'STALE_VERSION', format('The dry run found %s, and now it is not there', p_shown ->> 'subject'), v_hint);
  elsif p_kind = 'STOCK' and p_shown ->> 'outcome' <> p_result ->> 'outcome' then
    return inventory.import_problem(p_row, v_key, 'STALE_VERSION', format(case p_result ->> 'outcome'
      when 'created' then 'The dry run changed nothing by this row of %s, and now it would come in'
      else 'The dry run showed this row of %s as goods that come in, and now it changes nothing: they are in already' end,
      p_shown ->> 'subject'), v_hint);
  end if;
  for v_field in
    select f.key, f.shown, left(p_now ->> f.key, 200) as now from (
      -- A field that was not to change was as the row says.
      select coalesce(s.value ->> 'field', r.value ->> 'field') as key,
        case when s.value is null then r.value ->> 'after' else s.value ->> 'before' end as shown, s.n, r.n as m
      from jsonb_array_elements(p_shown -> 'changes') with ordinality s (value, n)
      full join jsonb_array_elements(p_result -> 'changes') with ordinality r (value, n) on r.value ->> 'field' = s.value ->> 'field') f
    where f.shown is distinct from left(p_now ->> f.key, 200) order by f.n, f.m
  loop
    v_problems := inventory.import_problems(v_problems, inventory.import_problem(p_row,
      case v_field.key when 'onHand' then 'quantity' else v_field.key end, 'STALE_VERSION',
      format('The dry run showed %s %s of %s, and now it is %s', v_field.key, coalesce(left(v_field.shown, 80), '(none)'),
        p_shown ->> 'subject', coalesce(left(v_field.now, 80), '(none)')), v_hint));
  end loop;
  return coalesce(v_problems, inventory.import_problem(p_row, null, 'STALE_VERSION',
    format('%s would change in another way than the dry run showed', p_result ->> 'subject'), v_hint));
end
$$;
comment on function inventory.stale_row(text, jsonb, jsonb, jsonb, jsonb) is
  'What an import says of a row that would do something else than its dry run showed: each field with what was shown and what is so now.';

create or replace function inventory.import_shown(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_rows jsonb[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_kind constant text := p_input ->> 'kind';
  v_dry_run_id constant uuid := (p_input ->> 'dryRunId')::uuid; -- null: this is the dry run
  v_numbers constant bigint[] := array(select (r.line ->> 'row')::bigint from unnest(p_rows) r (line));
  v_in bigint[] := '{}';
  v_rows jsonb[];
  v_before jsonb[];
  v_after jsonb[];
  v_results jsonb;
  v_stale jsonb;
begin
  if v_dry_run_id is not null then
    v_in := array(select c.row_number from inventory.import_changes c
      where c.tenant_id = p_tenant_id and c.dry_run_id = v_dry_run_id and c.row_number = any (v_numbers));
  end if;
  v_rows := array(select r.line from unnest(p_rows) with ordinality r (line, n) where (r.line ->> 'row')::bigint <> all (v_in) order by r.n);
  if cardinality(v_rows) > 0 then
    v_before := inventory.import_states(p_tenant_id, v_kind, v_rows, v_dry_run_id is not null);
    v_results := inventory.import_set(p_tenant_id, p_identity, p_input, v_rows);
    if v_kind = 'STOCK' then
      v_after := inventory.import_levels(p_tenant_id, v_rows, v_results);
      v_before := array(select l.level - 'after' from unnest(v_after) with ordinality l (level, n) order by l.n);
      v_after := array(select jsonb_build_object('onHand', l.level -> 'after') from unnest(v_after) with ordinality l (level, n) order by l.n);
    else
      v_after := inventory.import_states(p_tenant_id, v_kind, v_rows, false);
    end if;
    v_results := (
      select jsonb_agg(inventory.import_change(v_kind, r.line, r.result, p.sku, r.before, r.after) order by r.n)
      from rows from (unnest(v_rows), unnest(v_before), unnest(v_after), jsonb_array_elements(v_results)) with ordinality
        r (line, before, after, result, n)
      left join lateral (
        select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = (r.result ->> 'productId')::uuid offset 0) p on true);
  end if;
  if v_dry_run_id is null then
    return v_results;
  end if;

  select inventory.stale_row(v_kind, r.line, s.shown, r.result, r.before) into v_stale
  from rows from (unnest(v_rows), unnest(v_before), jsonb_array_elements(v_results)) with ordinality r (line, before, result, n)
  left join lateral (
    select c.hash, jsonb_build_object('outcome', lower(c.outcome), 'subject', c.subject, 'changes', c.changes) as shown
    from inventory.import_changes c
    where c.tenant_id = p_tenant_id and c.run_id = v_dry_run_id and c.row_number = (r.result ->> 'row')::bigint offset 0) s on true
  where r.result ? 'outcome' and s.hash is distinct from decode(r.result ->> 'hash', 'hex')
    and (s.shown is not null or r.result ->> 'outcome' <> 'unchanged')
  order by r.n limit 1;
  if v_stale is not null then
    raise exception using errcode = 'BCSTL', message = 'A row would do something else than its dry run showed', detail = v_stale::text;
  end if;
  insert into inventory.import_changes (tenant_id, id, run_id, row_number, dry_run_id, outcome, subject, changes, hash)
  select p_tenant_id, inventory.uuid_v7(), (p_input ->> 'runId')::uuid, (r.result ->> 'row')::bigint, v_dry_run_id,
    upper(r.result ->> 'outcome'), r.result ->> 'subject', r.result -> 'changes', decode(r.result ->> 'hash', 'hex')
  from (select * from jsonb_array_elements(v_results) with ordinality e (result, n) order by e.n offset 0) r
  where r.result ->> 'outcome' in ('created', 'updated');
  return (
    select jsonb_agg(coalesce(f.result, jsonb_build_object('row', r.line -> 'row', 'outcome', 'unchanged')) order by r.n)
    from unnest(p_rows) with ordinality r (line, n)
    left join (select e.result - array['subject', 'changes', 'hash'] as result from jsonb_array_elements(v_results) e (result)) f
      on f.result -> 'row' = r.line -> 'row');
end
$$;
comment on function inventory.import_shown(uuid, jsonb, jsonb, jsonb[]) is
  'Writes rows of a file as a set, as import_set, and says what each changes. With "dryRunId" each does exactly what that dry run showed, else the set is refused (BCSTL, of its first such row); rows that were brought in as shown are unchanged.';

create or replace function inventory.record_import_changes(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  insert into inventory.import_changes (tenant_id, id, run_id, row_number, outcome, subject, changes, hash)
  select v_tenant_id, inventory.uuid_v7(), (p_input ->> 'runId')::uuid, (c.change ->> 'row')::bigint, upper(c.change ->> 'outcome'),
    c.change ->> 'subject', c.change -> 'changes', decode(c.change ->> 'hash', 'hex')
  from (select e.change from jsonb_array_elements(p_input -> 'changes') with ordinality e (change, n) order by e.n offset 0) c;
  return 'null';
end
$$;
comment on function inventory.record_import_changes(jsonb, jsonb) is
  'Records what the rows of a dry run would change {"runId", "changes": [what import_rows said of a row]}. Refused by import_run_unknown.';

grant execute on function inventory.import_difference(jsonb, jsonb), inventory.import_subject(text, jsonb, text),
  inventory.import_change(text, jsonb, jsonb, text, jsonb, jsonb), inventory.stale_row(text, jsonb, jsonb, jsonb, jsonb),
  inventory.import_shown(uuid, jsonb, jsonb, jsonb[]), inventory.record_import_changes(jsonb, jsonb) to bincard_app;
