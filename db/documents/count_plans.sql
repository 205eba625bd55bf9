-- Count plans: what is declared of their tables, then the entry points.

select
  inventory.make_permanent('inventory.count_plans', 'tenant_id, class'),
  inventory.audit('inventory.count_plans', 'count_plan', p_key => 'class'),
  inventory.allow_role('inventory.count_plans', 'insert', 'manager'),
  inventory.allow_role('inventory.count_plans', 'update', 'manager'),
  inventory.make_permanent('inventory.count_classes', 'tenant_id, product_id'),
  inventory.audit('inventory.count_classes', 'count_class', p_key => 'product_id'),
  inventory.allow_role('inventory.count_classes', 'insert', 'manager'),
  inventory.allow_role('inventory.count_classes', 'update', 'manager');

create or replace function inventory.set_count_plan(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_every_days constant integer := coalesce((p_input ->> 'everyDays')::integer, inventory.count_interval(p_input ->> 'class'));
begin
  insert into inventory.count_plans as n (tenant_id, class, every_days, tolerance_percent)
  values (v_tenant_id, p_input ->> 'class', v_every_days, coalesce((p_input ->> 'tolerancePercent')::integer, 0))
  on conflict (tenant_id, class) do update set every_days = coalesce((p_input ->> 'everyDays')::integer, n.every_days),
    tolerance_percent = coalesce((p_input ->> 'tolerancePercent')::integer, n.tolerance_percent);
  return jsonb_build_object('class', p_input ->> 'class');
end
$$;
comment on function inventory.set_count_plan(jsonb, jsonb) is
  'Sets after how many days the products of a class are counted again, and the tolerance of its blind counts {"class", "everyDays", "tolerancePercent"}; what is left out is not changed. Refused by count_interval_invalid, count_tolerance_invalid.';

create or replace function inventory.set_count_class(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_product_id uuid := (p_input ->> 'productId')::uuid;
begin
  perform inventory.checked_terms(v_tenant_id, v_product_id, null, '');
  insert into inventory.count_classes as k (tenant_id, product_id, class) values (v_tenant_id, v_product_id, p_input ->> 'class')
  on conflict (tenant_id, product_id) do update set class = excluded.class;
  return jsonb_build_object('id', v_product_id);
end
$$;
comment on function inventory.set_count_class(jsonb, jsonb) is
  'Gives a product the class by which it is counted {"productId", "class"}; without a class it has the one of its sales again. Refused by product_unknown, product_not_tracked, kit_not_stocked.';

create or replace function inventory.start_due_count(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_location_id uuid := (p_input ->> 'locationId')::uuid;
  v_claim record;
  v_product_ids uuid[];
begin
  v_claim := inventory.claim_document(v_tenant_id, 'startDueCount', p_input - 'figure');
  if v_claim.replayed then
    return jsonb_build_object('id', (select c.id from inventory.stock_counts c where c.tenant_id = v_tenant_id and c.id = v_claim.document_id));
  end if;
  if not exists (select from inventory.locations o where o.tenant_id = v_tenant_id and o.id = v_location_id) then
    perform inventory.refuse('location_unknown', 'There is no such location',
      jsonb_build_object('field', 'locationId', 'locationId', v_location_id));
  end if;
  select array_agg(d.product_id) into v_product_ids
  from (
    select s.product_id from inventory.count_schedule(v_tenant_id, v_location_id, null) s
    where s.due_on <= inventory.tenant_today(v_tenant_id) and s.open_count_id is null
      and (p_input ->> 'class' is null or s.class = p_input ->> 'class')
    order by s.class, s.due_on, s.product_id limit (p_input ->> 'products')::integer) d;
  if v_product_ids is null then
    return jsonb_build_object('id', null);
  end if;
  insert into inventory.stock_counts (tenant_id, id, location_id, product_ids, blind)
  values (v_tenant_id, v_claim.document_id, v_location_id, v_product_ids, coalesce((p_input ->> 'blind')::boolean, false));
  perform inventory.refuse_hidden_figure(v_tenant_id, v_claim.document_id, p_input ->> 'figure');
  return jsonb_build_object('id', v_claim.document_id);
end
$$;
comment on function inventory.start_due_count(jsonb, jsonb) is
  'Opens a stock count of what is due for counting at a location and in no open count {"locationId", "class", "products", "blind", "idempotencyKey"}: at most so many products, those of class A and those that are longest due first. The id is null where nothing is due.';
grant execute on function inventory.set_count_plan(jsonb, jsonb), inventory.set_count_class(jsonb, jsonb),
  inventory.start_due_count(jsonb, jsonb) to bincard_app;
