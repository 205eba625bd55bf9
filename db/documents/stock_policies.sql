-- Stock policies: what is declared of their table, then the entry point.

select
  inventory.make_permanent('inventory.stock_policies', 'tenant_id, product_id, location_id'),
  inventory.audit('inventory.stock_policies', 'stock_policy', p_key => 'product_id'),
  inventory.allow_role('inventory.stock_policies', 'insert', 'manager'),
  inventory.allow_role('inventory.stock_policies', 'update', 'manager');

create or replace function inventory.set_stock_policy(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_product_id uuid := (p_input ->> 'productId')::uuid;
  v_location_id uuid := (p_input ->> 'locationId')::uuid;
  v_minimum bigint := (p_input ->> 'minimum')::bigint;
  v_maximum bigint := (p_input ->> 'maximum')::bigint;
begin
  perform inventory.checked_terms(v_tenant_id, v_product_id, null, '');
  if v_maximum is not null and coalesce(v_maximum < v_minimum, true) then
    perform inventory.refuse('maximum_below_minimum',
      case when v_minimum is null then 'A maximum needs a minimum' else format('The maximum %s is below the minimum %s', v_maximum, v_minimum) end,
      jsonb_build_object('field', 'maximum', 'minimum', v_minimum, 'maximum', v_maximum), 'Give a maximum of at least the minimum, or none.');
  end if;
  insert into inventory.stock_policies as s (tenant_id, product_id, location_id, minimum, maximum)
  values (v_tenant_id, v_product_id, v_location_id, v_minimum, v_maximum)
  on conflict (tenant_id, product_id, location_id) do update set minimum = excluded.minimum, maximum = excluded.maximum;
  return jsonb_build_object('productId', v_product_id, 'locationId', v_location_id);
end
$$;
comment on function inventory.set_stock_policy(jsonb, jsonb) is
  'Writes the policy of a product at a location from StockPolicyInput; without a minimum it is taken back. Refused by product_unknown, product_not_tracked, kit_not_stocked, location_unknown, maximum_below_minimum, quantity_not_positive.';
grant execute on function inventory.set_stock_policy(jsonb, jsonb) to bincard_app;
