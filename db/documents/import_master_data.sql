-- Imports of locations, and what those of products (import_products.sql) have in common with them: a row makes one, or changes
-- the one that it names, through their entry points.
--
-- Twice:     the first row of a file that names a product or a location is kept as its row (imported_rows). A later one may
--            repeat it; one that says something else is refused, since nobody knows which of the two is meant.

create or replace function inventory.import_problem(p_row jsonb, p_column text, p_code text, p_message text, p_hint text) returns jsonb
language sql immutable
return jsonb_build_object('row', p_row -> 'row', 'problems', jsonb_build_array(
  jsonb_build_object('column', p_column, 'code', p_code, 'message', p_message, 'hint', p_hint)));
comment on function inventory.import_problem(jsonb, text, text, text, text) is
  'What an import says of a row that is refused before it is written; the column is the field''s name.';

create or replace function inventory.import_problems(p_one jsonb, p_other jsonb) returns jsonb
language sql immutable
return case when p_one is null or p_other is null then coalesce(p_one, p_other)
  else p_one || jsonb_build_object('problems', (p_one -> 'problems') || (p_other -> 'problems')) end;
comment on function inventory.import_problems(jsonb, jsonb) is
  'What an import says of a row that has two problems; null where it has none.';

create or replace function inventory.imported_as(p_tenant_id uuid, p_input jsonb, p_row jsonb, p_entity_id uuid) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_hash constant bytea := decode(p_input ->> 'fileHash', 'hex');
  v_other bigint;
begin
  insert into inventory.imported_rows (tenant_id, kind, file_hash, row_number, run_id, entity_id)
  values (p_tenant_id, p_input ->> 'kind', v_hash, (p_row ->> 'row')::bigint, (p_input ->> 'runId')::uuid, p_entity_id)
  on conflict do nothing;
  if not found then
    select r.row_number into v_other from inventory.imported_rows r
    where r.tenant_id = p_tenant_id and r.kind = p_input ->> 'kind' and r.file_hash = v_hash and r.entity_id = p_entity_id
      and r.row_number <> (p_row ->> 'row')::bigint;
  end if;
  return v_other;
end
$$;
comment on function inventory.imported_as(uuid, jsonb, jsonb, uuid) is
  'Keeps a row of a file as that of its product or location; returns the number of another row of the file that is, if there is one.';

create or replace function inventory.import_location(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_row jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_location inventory.locations;
  v_id uuid;
  v_other bigint;
begin
  select o.* into v_location from inventory.locations o where o.tenant_id = p_tenant_id and o.code_key = inventory.code_key(p_row ->> 'code');
  if not found then
    v_id := inventory.create_location(p_identity,
      jsonb_build_object('name', p_row -> 'code', 'kind', 'WAREHOUSE') || (p_row - 'row' - 'active')) ->> 'id';
    if not coalesce((p_row ->> 'active')::boolean, true) then
      perform inventory.update_location(p_identity, jsonb_build_object('id', v_id, 'active', false));
    end if;
    perform inventory.imported_as(p_tenant_id, p_input, p_row, v_id);
    return jsonb_build_object('row', p_row -> 'row', 'outcome', 'created');
  elsif p_row ->> 'kind' <> v_location.kind then
    return inventory.import_problem(p_row, 'kind', 'VALUE_FIXED',
      format('Location %s is a %s, and that cannot be changed', v_location.code, v_location.kind), 'Leave it out, or give that one.');
  end if;
  v_other := inventory.imported_as(p_tenant_id, p_input, p_row, v_location.id);
  if coalesce(p_row ->> 'name', v_location.name) = v_location.name and coalesce((p_row ->> 'active')::boolean, v_location.active) = v_location.active then
    return jsonb_build_object('row', p_row -> 'row', 'outcome', 'unchanged');
  elsif v_other is not null then
    return inventory.import_problem(p_row, 'code', 'ROW_CONTRADICTS',
      format('It says something else of location %s than row %s does', v_location.code, v_other), 'Keep one of the two rows.');
  end if;
  perform inventory.update_location(p_identity, (p_row - 'row' - 'code' - 'kind') || jsonb_build_object('id', v_location.id));
  return jsonb_build_object('row', p_row -> 'row', 'outcome', 'updated');
end
$$;
comment on function inventory.import_location(uuid, jsonb, jsonb, jsonb) is
  'Makes or changes the location of a row {"row", "code", "name" (the code by default), "kind" (WAREHOUSE by default), "active"}.';

create or replace function inventory.components_of_row(p_tenant_id uuid, p_row jsonb) returns jsonb
language sql stable
begin atomic
  select jsonb_agg(c.component || jsonb_build_object('productId', inventory.find_product(p_tenant_id, c.component ->> 'sku')) order by c.n)
  from jsonb_array_elements(p_row -> 'components') with ordinality c (component, n);
end;
comment on function inventory.components_of_row(uuid, jsonb) is
  'The components of a row [{"sku" (any code), "quantity"}], each with its "productId", which is null where there is no such product.';

grant execute on function inventory.components_of_row(uuid, jsonb), inventory.import_problem(jsonb, text, text, text, text),
  inventory.import_problems(jsonb, jsonb),
  inventory.imported_as(uuid, jsonb, jsonb, uuid),
  inventory.import_location(uuid, jsonb, jsonb, jsonb) to bincard_app;
