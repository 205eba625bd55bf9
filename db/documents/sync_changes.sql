-- What the rows of a source change, before and after: a dry run records it, and a live run that names the dry run does exactly
-- that. A row that would change something else is refused (stale_version), and left for the next run.

create or replace function inventory.external_change(
  p_key text, p_action text, p_subject text, p_product_id uuid, p_row jsonb, p_before jsonb, p_after jsonb
) returns jsonb language sql immutable
return (
  select jsonb_build_object('key', p_key, 'action', p_action, 'subject', p_subject, 'productId', p_product_id,
    'rowHash', encode(sha256(convert_to(p_row::text, 'UTF8')), 'hex'),
    'hash', encode(sha256(convert_to(jsonb_build_array(p_row, inventory.code_key(p_subject), d.changes)::text, 'UTF8')), 'hex'),
    'changes', (
      select coalesce(jsonb_agg(jsonb_build_object('field', left(c.value ->> 'field', 200),
        'before', left(c.value ->> 'before', 200), 'after', left(c.value ->> 'after', 200)) order by c.n), '[]')
      from jsonb_array_elements(d.changes) with ordinality c (value, n) where c.n <= 50))
  from (select inventory.import_difference(p_before, p_after) as changes) d);
comment on function inventory.external_change(text, text, text, uuid, jsonb, jsonb, jsonb) is
  'What a row of a source changes: at most 50 fields and the first 200 characters of a text, with the hashes of the row as it was read, and of it with the SKU of its product (p_subject) and all its changes in full.';

create or replace function inventory.as_attribute_fields(p_attributes jsonb) returns jsonb
language sql immutable
return (select coalesce(jsonb_object_agg('attribute:' || a.key, a.value), '{}') from jsonb_each(p_attributes) a);
comment on function inventory.as_attribute_fields(jsonb) is 'Attributes as fields of a change.';

create or replace function inventory.external_changes(p_tenant_id uuid, p_source_id uuid, p_new jsonb, p_changed jsonb, p_made jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
begin
  return (
    select coalesce(jsonb_agg(c.change), '[]') from (
      select inventory.external_change(r.line ->> 'key', 'CREATED', r.line ->> 'sku', p.id,
        jsonb_build_array('CREATED', r.line -> 'hash', r.line -> 'status', r.line -> 'quantity'),
        b.before, b.before || inventory.as_attribute_fields(r.line -> 'attributes') || jsonb_strip_nulls(jsonb_build_object(
          'name', case when inventory.code_key(r.line ->> 'name') = k.key then coalesce(b.before ->> 'name', r.line ->> 'name') else r.line ->> 'name' end,
          'lot', r.line -> 'batchNumber', 'quantity', r.line -> 'quantity', 'cost', r.line -> 'unitCost', 'expiry', r.line -> 'expiryDate',
          'location', coalesce(r.line ->> 'location', o.code)))) as change
      from jsonb_array_elements(p_new) r (line)
      cross join lateral (select inventory.code_key(r.line ->> 'sku') as key offset 0) k
      left join lateral (
        select p.id, p.name, p.attributes from inventory.products p
        where p.tenant_id = p_tenant_id and p.sku_key = k.key and not coalesce(p_made ? k.key, false) offset 0) p on true
      cross join lateral (
        select case when p.id is null then '{}' else jsonb_build_object('name', p.name) || inventory.as_attribute_fields(p.attributes) end as before offset 0) b
      join inventory.sync_sources s on s.tenant_id = p_tenant_id and s.id = p_source_id
      join inventory.locations o on o.tenant_id = p_tenant_id and o.id = s.location_id
      union all
      select inventory.external_change(r.line ->> 'key', 'UPDATED', p.sku, p.id,
        jsonb_build_array('UPDATED', r.line -> 'hash', r.line -> 'status', r.line -> 'quantity'),
        b.before,
        (b.before - array(select 'attribute:' || e from jsonb_array_elements_text(r.line -> 'removed') e))
          || inventory.as_attribute_fields(r.line -> 'attributes')
          || jsonb_strip_nulls(jsonb_build_object('name', r.line -> 'name', 'status', r.line -> 'status', 'quantity', r.line -> 'quantity')))
      from jsonb_array_elements(p_changed) r (line)
      cross join lateral (
        select m.product_id, m.external_status, m.external_quantity from inventory.product_mappings m
        where m.tenant_id = p_tenant_id and m.source_id = p_source_id and m.external_key = r.line ->> 'key' offset 0) m
      cross join lateral (
        select p.id, p.sku, p.name, p.attributes from inventory.products p where p.tenant_id = p_tenant_id and p.id = m.product_id offset 0) p
      cross join lateral (
        select jsonb_build_object('name', p.name, 'status', m.external_status, 'quantity', m.external_quantity)
          || inventory.as_attribute_fields(p.attributes) as before offset 0) b
      where r.line ->> 'conflict' is null) c);
end
$$;
comment on function inventory.external_changes(uuid, uuid, jsonb, jsonb, jsonb) is
  'What rows that import_external takes would change of their products, and what comes in with them; p_made are the keys of products that are made on the way. Conflicts change nothing.';

create or replace function inventory.external_field_changed(p_tenant_id uuid, p_source_id uuid, p_dry_run_id uuid, p_shown jsonb, p_change jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
begin
  return (
    select jsonb_build_object('field', f.field, 'shown', f.shown, 'now', f.now) from (
      -- A field that was not to change, or does not change now, is as the row says.
      select coalesce(s.value ->> 'field', n.value ->> 'field') as field,
        case when s.value is null then n.value ->> 'after' else s.value ->> 'before' end as shown,
        case when n.value is null then s.value ->> 'after' else n.value ->> 'before' end as now, s.n, n.n as m
      from jsonb_array_elements(p_shown) with ordinality s (value, n)
      full join jsonb_array_elements(p_change -> 'changes') with ordinality n (value, n) on n.value ->> 'field' = s.value ->> 'field') f
    where length(f.now) >= 200 -- only its beginning is kept
      or f.now is distinct from f.shown and not exists (
        select from (
          select b.id from inventory.batches b where b.tenant_id = p_tenant_id and b.product_id = (p_change ->> 'productId')::uuid offset 0) b
        cross join lateral (
          select m.external_key from inventory.product_mappings m
          where m.tenant_id = p_tenant_id and m.source_id = p_source_id and m.batch_id = b.id offset 0) m
        cross join lateral (
          select o.subject, o.changes from inventory.sync_changes o
          where o.tenant_id = p_tenant_id and o.run_id = p_dry_run_id and o.external_key = m.external_key offset 0) o
        cross join lateral jsonb_array_elements(o.changes) a (value)
        where m.external_key <> p_change ->> 'key' and inventory.code_key(o.subject) = inventory.code_key(p_change ->> 'subject')
          and (f.field = 'name' or f.field like 'attribute:%') -- the others are the row's own
          and a.value ->> 'field' = f.field and a.value ->> 'after' is not distinct from f.now)
    order by f.n, f.m limit 1);
end
$$;
comment on function inventory.external_field_changed(uuid, uuid, uuid, jsonb, jsonb) is
  'The first field that a row writes and that is neither as the dry run showed it nor as another row of the same product leaves it by that dry run {"field", "shown", "now"}, as texts; null: there is none.';

create or replace function inventory.check_external_changes(p_tenant_id uuid, p_source_id uuid, p_dry_run_id uuid, p_changes jsonb) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_stale record;
begin
  select c.change, s.subject, s.row_hash, f.field into v_stale
  from jsonb_array_elements(p_changes) with ordinality c (change, n)
  left join lateral (
    select s.subject, s.changes, s.hash, s.row_hash from inventory.sync_changes s
    where s.tenant_id = p_tenant_id and s.run_id = p_dry_run_id and s.external_key = c.change ->> 'key' offset 0) s on true
  cross join lateral (
    select case when s.hash <> decode(c.change ->> 'hash', 'hex') then
      inventory.external_field_changed(p_tenant_id, p_source_id, p_dry_run_id, s.changes, c.change) end as field offset 0) f
  where s.hash is distinct from decode(c.change ->> 'hash', 'hex')
    -- What another row that was shown has made of the product is not what somebody else did. Only 50 fields are kept.
    and not (s.row_hash is not distinct from decode(c.change ->> 'rowHash', 'hex') and f.field is null
      and inventory.code_key(s.subject) = inventory.code_key(c.change ->> 'subject')
      and greatest(jsonb_array_length(s.changes), jsonb_array_length(c.change -> 'changes')) < 50)
  order by c.n limit 1;
  if not found then
    return;
  end if;
  perform inventory.refuse('stale_version', case
      when v_stale.row_hash is null then 'The dry run did not show what this row would change'
      when v_stale.row_hash <> decode(v_stale.change ->> 'rowHash', 'hex') then 'The row has changed in the source since the dry run'
      when inventory.code_key(v_stale.subject) <> inventory.code_key(v_stale.change ->> 'subject') then
        format('The dry run showed this row as product %s, and now it is %s', v_stale.subject, v_stale.change ->> 'subject')
      when v_stale.field ->> 'now' is not distinct from v_stale.field ->> 'shown' then
        format('Product %s has changed since the dry run', v_stale.change ->> 'subject')
      else format('The dry run showed %s %s of %s, and now it is %s', v_stale.field ->> 'field',
        coalesce(left(v_stale.field ->> 'shown', 80), '(none)'), v_stale.change ->> 'subject', coalesce(left(v_stale.field ->> 'now', 80), '(none)')) end,
    jsonb_build_object('field', 'dryRunId', 'key', v_stale.change ->> 'key'), 'It is left for the next run: look at a new dry run.');
end
$$;
comment on function inventory.check_external_changes(uuid, uuid, uuid, jsonb) is
  'Refuses (stale_version) rows of which one would change something else than the dry run showed, and names the first.';

create or replace function inventory.record_sync_changes(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  insert into inventory.sync_changes (tenant_id, id, run_id, external_key, action, subject, changes, hash, row_hash)
  select v_tenant_id, inventory.uuid_v7(), (p_input ->> 'runId')::uuid, c.change ->> 'key', c.change ->> 'action',
    coalesce(c.change ->> 'subject', ''), c.change -> 'changes', decode(c.change ->> 'hash', 'hex'), decode(c.change ->> 'rowHash', 'hex')
  from (select e.change from jsonb_array_elements(p_input -> 'changes') with ordinality e (change, n) order by e.n offset 0) c
  on conflict do nothing;
  return 'null';
end
$$;
comment on function inventory.record_sync_changes(jsonb, jsonb) is
  'Records what the rows of a dry run would change {"runId", "changes": [what import_external or plan_sync_export said of a row]}. Refused by sync_run_unknown.';

grant execute on function inventory.external_change(text, text, text, uuid, jsonb, jsonb, jsonb), inventory.as_attribute_fields(jsonb),
  inventory.external_changes(uuid, uuid, jsonb, jsonb, jsonb), inventory.external_field_changed(uuid, uuid, uuid, jsonb, jsonb),
  inventory.check_external_changes(uuid, uuid, uuid, jsonb), inventory.record_sync_changes(jsonb, jsonb) to bincard_app;
