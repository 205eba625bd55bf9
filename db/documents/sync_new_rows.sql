-- What an import asks of rows with new keys before it writes them: which can exclude each other, and which are refused.

create or replace function inventory.external_row_names(
  p_tenant_id uuid, p_row jsonb, out product_id uuid, out key_name text, out lot_name text
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_product text;
begin
  product_id := inventory.find_product(p_tenant_id, p_row ->> 'sku');
  v_product := coalesce(product_id::text, inventory.product_code_key(p_row ->> 'sku')); -- a new one: by the code that it will have
  key_name := jsonb_build_array('key', v_product, inventory.code_key(p_row ->> 'key'));
  lot_name := jsonb_build_array('lot', v_product, inventory.code_key(p_row ->> 'batchNumber'));
end
$$;
comment on function inventory.external_row_names(uuid, jsonb) is
  'What a new row of a source {"key", "sku", "batchNumber"} is compared by: its product, whichever of its codes the row gives (null: a new product), its key and its lot.';

create or replace function inventory.names_of_external_rows(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_array(n.key_name, n.lot_name) order by r.n), '[]')
    from jsonb_array_elements(p_input -> 'new') with ordinality r (line, n)
    cross join lateral (select * from inventory.external_row_names(v_tenant_id, r.line) offset 0) n);
end
$$;
comment on function inventory.names_of_external_rows(jsonb, jsonb) is
  'For each of some new rows {"new": [{"key", "sku", "batchNumber"}]} two names, of its key and of its lot: rows that share a name can exclude each other.';

create or replace function inventory.external_key_like(p_tenant_id uuid, p_source_id uuid, p_product_id uuid, p_key text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_code constant text := inventory.code_key(p_key);
  v_other record;
begin
  -- The first one at or after the code, in order: only one index has that order. For an equality the planner takes the
  -- primary key while the table is young, and reads all keys of the source.
  select m.external_key, m.external_code, m.product_id into v_other from inventory.product_mappings m
  where m.tenant_id = p_tenant_id and m.source_id = p_source_id and (m.external_code, m.product_id) >= (v_code, p_product_id)
  order by m.external_code, m.product_id limit 1;
  return case when v_other.external_code = v_code and v_other.product_id = p_product_id then v_other.external_key end;
end
$$;
comment on function inventory.external_key_like(uuid, uuid, uuid, text) is
  'The key of a product in a source that differs from p_key at most in case, blanks or the like; null when there is none.';

create or replace function inventory.refused_external_rows(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_source_id uuid := (p_input ->> 'sourceId')::uuid;
  v_row record;
  v_lot inventory.lots;
  v_same text;
  v_keys jsonb := '{}'; -- by name, of those that several rows have: the first row of a key comes in
  v_lots jsonb := '{}'; -- new ones, by name, of those that several rows have: the first row that names one makes it
  v_refused jsonb := '[]';
begin
  for v_row in -- one by one, as in import_external
    select r.line ->> 'key' as key, r.line ->> 'batchNumber' as batch_number, (r.line ->> 'expiryDate')::date as expiry_date, n.*,
      count(*) over (partition by n.key_name) > 1 as key_shared, count(*) over (partition by n.lot_name) > 1 as lot_shared
    from jsonb_array_elements(p_input -> 'new') with ordinality r (line, n)
    cross join lateral (select * from inventory.external_row_names(v_tenant_id, r.line) offset 0) n
    order by r.n
  loop
    v_same := null;
    v_lot := null;
    if v_row.product_id is not null then
      v_same := nullif(inventory.external_key_like(v_tenant_id, v_source_id, v_row.product_id, v_row.key), v_row.key);
    end if;
    v_same := coalesce(v_same, v_keys ->> v_row.key_name);
    if v_same is not null then
      v_refused := v_refused || jsonb_build_object('key', v_row.key, 'code', 'KEY_DUPLICATE',
        'message', format('It is the key "%s" of the same product, written differently; only one of them is imported', v_same));
      continue;
    end if;
    if v_row.product_id is not null then
      select l.* into v_lot from inventory.lots l
      where l.tenant_id = v_tenant_id and l.lot_number_key = inventory.code_key(v_row.batch_number) and l.product_id = v_row.product_id;
    end if;
    if v_lot.id is null or inventory.lot_is_empty(v_tenant_id, v_lot.id) then
      if not v_row.lot_shared then
        v_lot.expiry_date := v_row.expiry_date;
      elsif not v_lots ? v_row.lot_name then
        v_lots := v_lots || jsonb_build_object(v_row.lot_name, jsonb_build_object('date', v_row.expiry_date,
          'number', coalesce(v_lot.lot_number, inventory.clean_code(v_row.batch_number))));
        v_lot.expiry_date := v_row.expiry_date;
      else
        v_lot.lot_number := v_lots #>> array[v_row.lot_name, 'number'];
        v_lot.expiry_date := (v_lots #>> array[v_row.lot_name, 'date'])::date;
      end if;
    end if;
    if v_row.expiry_date <> v_lot.expiry_date or v_row.expiry_date is not null and v_lot.expiry_date is null then
      v_refused := v_refused || jsonb_build_object('key', v_row.key, 'code', 'LOT_EXPIRY_DIFFERS',
        'message', inventory.lot_differs_message(v_lot.lot_number, v_lot.expiry_date, v_row.expiry_date));
      continue;
    end if;
    if v_row.key_shared then
      v_keys := v_keys || jsonb_build_object(v_row.key_name, v_row.key);
    end if;
  end loop;
  return v_refused;
end
$$;
comment on function inventory.refused_external_rows(jsonb, jsonb) is
  'Those of some new rows of a source {"sourceId", "new": [{"key", "sku", "batchNumber", "expiryDate"}]} that exclude each other or what is there, each as {"key", "code", "message"}: KEY_DUPLICATE where external_key_taken would refuse a key that differs only in case, blanks or the like from one of the same product; LOT_EXPIRY_DIFFERS where their lot, or an earlier row of it, has another expiry date.';

grant execute on function inventory.external_key_like(uuid, uuid, uuid, text), inventory.external_row_names(uuid, jsonb), inventory.names_of_external_rows(jsonb, jsonb),
  inventory.refused_external_rows(jsonb, jsonb) to bincard_app;
