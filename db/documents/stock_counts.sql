-- Stock counts: what is declared of their tables, then the entry points. Plans as in sales.sql.

select
  inventory.make_immutable('inventory.stock_counts', p_except => array['status', 'post_reason'], p_by_ledger => array['automatic', 'settled_at', 'settled_by']),
  inventory.make_immutable('inventory.stock_count_lines', p_except => array['rebased_at'],
    p_by_ledger => array['version', 'settled_tally', 'tolerance_percent']),
  inventory.make_immutable('inventory.stock_count_entries'),
  inventory.make_immutable('inventory.stock_count_tallies'),
  inventory.allow_steps('inventory.stock_counts', array['post_reason'], array['OPEN>POSTED', 'OPEN>CANCELLED']),
  inventory.audit('inventory.stock_counts', 'stock_count', 'update'),
  inventory.allow_role('inventory.stock_counts', 'insert', 'clerk'),
  inventory.allow_role('inventory.stock_counts', 'update', 'clerk', p_manager_for => array['POSTED']),
  inventory.manager_if('inventory.stock_counts', 'update', 'blind and status = ''CANCELLED'''),
  inventory.allow_role('inventory.stock_count_lines', 'insert', 'clerk'),
  inventory.allow_role('inventory.stock_count_lines', 'update', 'clerk'),
  inventory.allow_role('inventory.stock_count_entries', 'insert', 'clerk'),
  inventory.allow_role('inventory.stock_count_tallies', 'insert', 'clerk');

create or replace function inventory.start_stock_count(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
  v_product_ids constant uuid[] := case when jsonb_typeof(p_input -> 'productIds') = 'array' then
    (select coalesce(array_agg(k::uuid), '{}') from jsonb_array_elements_text(p_input -> 'productIds') k) end;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'startStockCount', p_input - 'figure');
  if v_claim.replayed then
    return jsonb_build_object('id', v_claim.document_id);
  end if;
  insert into inventory.stock_counts (tenant_id, id, location_id, product_ids, blind)
  values (v_tenant_id, v_claim.document_id, (p_input ->> 'locationId')::uuid, v_product_ids, coalesce((p_input ->> 'blind')::boolean, false));
  perform inventory.refuse_hidden_figure(v_tenant_id, v_claim.document_id, p_input ->> 'figure');
  return jsonb_build_object('id', v_claim.document_id);
end
$$;
comment on function inventory.start_stock_count(jsonb, jsonb) is
  'Opens a stock count of a location {"locationId", "productIds", "blind", "idempotencyKey"}: with a line for each batch in stock there.';

create or replace function inventory.record_count(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'stockCountId')::uuid;
  v_claim record;
  v_location_id uuid;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'recordCount', p_input - 'figure');
  if v_claim.replayed then
    return jsonb_build_object('id', v_id);
  end if;
  select c.location_id into v_location_id from inventory.stock_counts c where c.tenant_id = v_tenant_id and c.id = v_id;
  if not found then
    perform inventory.refuse('stock_count_unknown', 'There is no such stock count',
      jsonb_build_object('field', 'stockCountId', 'stockCountId', v_id));
  end if;

  p_input := jsonb_set(p_input, '{lines}', (
    select coalesce(jsonb_agg(inventory.with_batch(v_tenant_id, l.line, v_location_id, format('lines[%s].', l.n - 1)) order by l.n), '[]')
    from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, n)));
  p_input := inventory.with_quantities(v_tenant_id, p_input, 'countedQuantity');
  -- Two packs and three single units of a batch are two lines and one quantity: the first entry has the lines' mode, the
  -- others add to it, and each of them expects the version before the request.
  insert into inventory.stock_count_entries (
    tenant_id, stock_count_id, batch_id, line_number, mode, quantity, unit, sequence, expected_version)
  select v_tenant_id, v_id, k.batch_id, k.line_number, case k.place when 1 then k.mode else 'ADD' end,
    (k.line ->> 'countedQuantity')::bigint, k.line ->> 'unit', (k.line ->> 'expectedSequence')::bigint,
    (k.line ->> 'expectedVersion')::bigint + k.place - 1
  from (
    select l.*, row_number() over (partition by l.batch_id order by l.mode = 'ADD', l.line_number) as place
    from (
      select l.line, l.line_number, (l.line ->> 'batchId')::uuid as batch_id, coalesce(l.line ->> 'mode', 'SET') as mode
      from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, line_number)) l
  ) k
  order by k.batch_id, k.place;
  perform inventory.refuse_hidden_figure(v_tenant_id, v_id, p_input ->> 'figure');
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.record_count(jsonb, jsonb) is
  'Records counted quantities of an OPEN stock count {"stockCountId", "idempotencyKey", "lines": [{"batchId", "countedQuantity", "unit", "mode", "expectedSequence", "expectedVersion"}]}, each as an entry; a batch may be counted again, or not have been expected there.';

create or replace function inventory.submit_stock_count(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  -- Before the look at its entries: of a person's two requests at once the second finds nothing left to do.
  perform from inventory.stock_counts c where c.tenant_id = v_tenant_id and c.id = v_id for no key update;
  if not found then
    perform inventory.refuse('stock_count_unknown', 'There is no such stock count',
      jsonb_build_object('field', 'id', 'stockCountId', v_id));
  end if;
  insert into inventory.stock_count_tallies (tenant_id, stock_count_id, batch_id)
  select e.tenant_id, e.stock_count_id, e.batch_id
  from inventory.stock_count_entries e
  join inventory.stock_counts c on c.tenant_id = e.tenant_id and c.id = e.stock_count_id and c.blind
  where e.tenant_id = v_tenant_id and e.stock_count_id = v_id and e.actor = inventory.current_actor()
    and e.entry_number > inventory.last_tallied_entry(e.tenant_id, e.stock_count_id, e.batch_id, e.actor)
    -- What others have settled since it was recorded is no longer asked for, and does not keep the rest from being submitted.
    and not exists (
      select from inventory.stock_count_lines l
      where l.tenant_id = e.tenant_id and l.stock_count_id = e.stock_count_id and l.batch_id = e.batch_id and l.settled_tally is not null)
  group by e.tenant_id, e.stock_count_id, e.batch_id
  order by e.batch_id;
  perform inventory.refuse_hidden_figure(v_tenant_id, v_id, p_input ->> 'figure');
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.submit_stock_count(jsonb, jsonb) is
  'The caller has finished what he or she counted of a blind stock count {"id"}: each batch gets a tally of it, and is settled where the books or the tally of another person agree. What is settled already is left out; the count is posted when all is settled within the tolerance.';

create or replace function inventory.rebase_stock_count(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
  v_at timestamptz;
begin
  perform from inventory.stock_counts c where c.tenant_id = v_tenant_id and c.id = v_id for share;
  if not found then
    perform inventory.refuse('stock_count_unknown', 'There is no such stock count',
      jsonb_build_object('field', 'id', 'stockCountId', v_id));
  end if;
  -- Lines are locked in the order in which record_count locks them.
  perform from inventory.stock_count_lines l
  where l.tenant_id = v_tenant_id and l.stock_count_id = v_id order by l.batch_id for update;
  v_at := clock_timestamp();
  update inventory.stock_count_lines l set rebased_at = v_at
  from inventory.batch_stock bs
  where l.tenant_id = v_tenant_id and l.stock_count_id = v_id
    and bs.tenant_id = v_tenant_id and bs.batch_id = l.batch_id and bs.location_id = l.location_id
    and bs.sequence <> l.seen_sequence;
  perform inventory.refuse_hidden_figure(v_tenant_id, v_id, p_input ->> 'figure');
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
  perform inventory.refuse_hidden_figure(v_tenant_id, v_id, p_input ->> 'figure');
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.set_stock_count_status(jsonb, jsonb) is
  'Sets a stock count''s status {"id", "status", "reason"}: POSTED (writes the variances) or CANCELLED.';
grant execute on function inventory.start_stock_count(jsonb, jsonb), inventory.record_count(jsonb, jsonb),
  inventory.submit_stock_count(jsonb, jsonb), inventory.rebase_stock_count(jsonb, jsonb), inventory.set_stock_count_status(jsonb, jsonb) to bincard_app;
