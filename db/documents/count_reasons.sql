-- Reasons of variances: what is declared of their table, then the entry point.

select
  inventory.make_immutable('inventory.stock_count_reasons'),
  inventory.audit('inventory.stock_count_reasons', 'count_reason', 'insert', p_key => 'stock_count_id'),
  inventory.allow_role('inventory.stock_count_reasons', 'insert', 'manager');

create or replace function inventory.explain_variances(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'stockCountId')::uuid;
  v_unknown record;
  v_line record;
  v_constraint text;
begin
  select k.line, k.n into v_unknown from jsonb_array_elements(p_input -> 'lines') with ordinality k (line, n)
  where not exists (
    select from inventory.stock_count_lines l
    where l.tenant_id = v_tenant_id and l.stock_count_id = v_id and l.batch_id = (k.line ->> 'batchId')::uuid)
  order by k.n limit 1;
  if found and exists (select from inventory.stock_counts c where c.tenant_id = v_tenant_id and c.id = v_id) then
    perform inventory.refuse('batch_unknown', 'The stock count has no line of this batch',
      jsonb_build_object('field', format('lines[%s].batchId', v_unknown.n - 1), 'stockCountId', v_id,
        'batchId', v_unknown.line ->> 'batchId'), 'Name a batch of its lines (stockCount { lines }).');
  elsif found then
    perform inventory.refuse('stock_count_unknown', 'There is no such stock count',
      jsonb_build_object('field', 'stockCountId', 'stockCountId', v_id));
  end if;
  for v_line in
    select distinct on (l.line ->> 'batchId') l.line, l.n, (l.line ->> 'batchId')::uuid as batch_id
    from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, n)
    order by l.line ->> 'batchId', l.n desc
  loop
    -- A reason that is the last one already is not recorded again: the request may have been sent twice.
    insert into inventory.stock_count_reasons (tenant_id, stock_count_id, batch_id, reason, note)
    select v_tenant_id, v_id, v_line.batch_id, v_line.line ->> 'reason', v_line.line ->> 'note'
    where not exists (
      select from (
        select r.reason, r.note from inventory.stock_count_reasons r
        where r.tenant_id = v_tenant_id and r.stock_count_id = v_id and r.batch_id = v_line.batch_id
        order by r.reason_number desc limit 1) r
      where r.reason = v_line.line ->> 'reason' and r.note is not distinct from v_line.line ->> 'note');
  end loop;
  perform inventory.refuse_hidden_figure(v_tenant_id, v_id, p_input ->> 'figure');
  return jsonb_build_object('id', v_id);
exception when check_violation then
  get stacked diagnostics v_constraint = constraint_name;
  if v_constraint like 'text\_invalid\_\_note%' then -- the row does not know its place in the list
    perform inventory.refuse('text_invalid', 'A note has 1 to 2,000 characters, not all of them blanks',
      jsonb_build_object('field', format('lines[%s].note', v_line.n - 1)), 'Shorten the note, or leave it out.');
  end if;
  raise;
end
$$;
comment on function inventory.explain_variances(jsonb, jsonb) is
  'Records why batches of a stock count differed {"stockCountId", "lines": [{"batchId", "reason", "note"}]}, before or after it is posted; the last reason of a batch counts.';
grant execute on function inventory.explain_variances(jsonb, jsonb) to bincard_app;
