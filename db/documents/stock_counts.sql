-- Stock counts: what is declared of their tables, then the entry points. Plans as in sales.sql.

select
  inventory.make_immutable('inventory.stock_counts', p_except => array['status', 'post_reason']),
  inventory.make_immutable('inventory.stock_count_lines', p_except => array['counted_quantity', 'rebased_at']),
  inventory.allow_steps('inventory.stock_counts', 'post_reason', array['OPEN>POSTED', 'OPEN>CANCELLED']),
  inventory.audit('inventory.stock_counts', 'stock_count', 'update'),
  inventory.allow_role('inventory.stock_counts', 'insert', 'clerk'),
  inventory.allow_role('inventory.stock_counts', 'update', 'clerk', p_manager_for => array['POSTED']),
  inventory.allow_role('inventory.stock_count_lines', 'insert', 'clerk'),
  inventory.allow_role('inventory.stock_count_lines', 'update', 'clerk');

create or replace function inventory.start_stock_count(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
begin
  insert into inventory.stock_counts (tenant_id, id, location_id, product_ids)
  values (v_tenant_id, v_id, (p_input ->> 'locationId')::uuid,
    case when jsonb_typeof(p_input -> 'productIds') = 'array' then
      (select coalesce(array_agg(k::uuid), '{}') from jsonb_array_elements_text(p_input -> 'productIds') k) end);
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.start_stock_count(jsonb, jsonb) is
  'Opens a stock count of a location {"locationId", "productIds"}: with a line for each batch in stock there.';

create or replace function inventory.record_count(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'stockCountId')::uuid;
  v_unknown record;
begin
  if not exists (select from inventory.stock_counts c where c.tenant_id = v_tenant_id and c.id = v_id) then
    perform inventory.refuse('stock_count_unknown', 'There is no such stock count',
      jsonb_build_object('field', 'stockCountId', 'stockCountId', v_id));
  end if;

  select l.line_number, l.line ->> 'unit' as unit, b.id as batch_id into v_unknown
  from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, line_number)
  left join inventory.batches b on b.tenant_id = v_tenant_id and b.id = (l.line ->> 'batchId')::uuid
  where b.id is null or (l.line ->> 'unit' is not null and not exists (
    select from inventory.product_units u
    where u.tenant_id = v_tenant_id and u.product_id = b.product_id and u.code = l.line ->> 'unit'))
  order by l.line_number limit 1;
  if found and v_unknown.batch_id is null then
    perform inventory.refuse('batch_unknown', 'There is no such batch',
      jsonb_build_object('field', format('lines[%s].batchId', v_unknown.line_number - 1)));
  elsif found then
    perform inventory.refuse('unit_unknown', format('The batch''s product has no unit %s', v_unknown.unit),
      jsonb_build_object('field', format('lines[%s].unit', v_unknown.line_number - 1), 'unit', v_unknown.unit),
      'Count in one of the product''s units.');
  end if;

  -- Two packs and three single units of a batch are two lines and one quantity.
  insert into inventory.stock_count_lines as c (tenant_id, id, stock_count_id, batch_id, counted_quantity)
  select v_tenant_id, inventory.uuid_v7(), v_id, k.batch_id, k.counted
  from (
    select (l ->> 'batchId')::uuid as batch_id,
      least(sum((l ->> 'countedQuantity')::numeric * coalesce(u.factor, 1)), 9007199254740992)::bigint as counted
    from jsonb_array_elements(p_input -> 'lines') l
    join inventory.batches b on b.tenant_id = v_tenant_id and b.id = (l ->> 'batchId')::uuid
    left join inventory.product_units u
      on u.tenant_id = v_tenant_id and u.product_id = b.product_id and u.code = l ->> 'unit'
    group by 1
  ) k
  order by k.batch_id
  on conflict (tenant_id, stock_count_id, batch_id) do update set counted_quantity = excluded.counted_quantity;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.record_count(jsonb, jsonb) is
  'Records counted quantities of an OPEN stock count {"stockCountId", "lines": [{"batchId", "countedQuantity", "unit"}]}; a batch may be counted again, or not have been expected there.';

create or replace function inventory.rebase_stock_count(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  if not exists (select from inventory.stock_counts c where c.tenant_id = v_tenant_id and c.id = v_id) then
    perform inventory.refuse('stock_count_unknown', 'There is no such stock count',
      jsonb_build_object('field', 'id', 'stockCountId', v_id));
  end if;
  update inventory.stock_count_lines l set rebased_at = clock_timestamp()
  from inventory.batch_stock bs
  where l.tenant_id = v_tenant_id and l.stock_count_id = v_id
    and bs.tenant_id = v_tenant_id and bs.batch_id = l.batch_id and bs.location_id = l.location_id
    and bs.sequence <> l.seen_sequence;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.rebase_stock_count(jsonb, jsonb) is
  'Brings the lines of an OPEN stock count {"id"} that have moved since to the present balance. Counted quantities change by the goods that moved, not by other counts'' corrections.';

create or replace function inventory.set_stock_count_status(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.stock_counts c set status = p_input ->> 'status', post_reason = p_input ->> 'reason'
  where c.tenant_id = v_tenant_id and c.id = v_id;
  if not found then
    perform inventory.refuse('stock_count_unknown', 'There is no such stock count',
      jsonb_build_object('field', 'id', 'stockCountId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.set_stock_count_status(jsonb, jsonb) is
  'Sets a stock count''s status {"id", "status", "reason"}: POSTED (writes the variances) or CANCELLED.';
grant execute on function inventory.start_stock_count(jsonb, jsonb), inventory.record_count(jsonb, jsonb),
  inventory.rebase_stock_count(jsonb, jsonb), inventory.set_stock_count_status(jsonb, jsonb) to bincard_app;
