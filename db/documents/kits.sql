-- Kits, and the components of sets that are assembled: what is declared of their tables, then the entry point.

select
  inventory.make_permanent('inventory.kit_components', 'tenant_id, id, kit_id, component_id, quantity, kit'),
  inventory.audit('inventory.kit_components', 'kit_component', 'insert or update', 'kit_id'),
  inventory.allow_role('inventory.kit_components', 'insert', 'manager'),
  inventory.allow_role('inventory.kit_components', 'update', 'manager'),
  inventory.make_immutable('inventory.sale_line_components'),
  inventory.put_document_immutable('inventory.sale_line_components', '__insert', 'before insert',
    'row when (current_user <> ''bincard_ledger'')');

create or replace function inventory.write_kit_components(p_tenant_id uuid, p_kit_id uuid, p_components jsonb) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_at constant timestamptz := clock_timestamp(); -- ids in the order of the components
  v_part record;
  v_field text;
begin
  for v_part in -- a refusal names the element
    select n.n - 1 as place, n.id, n.quantity, p.sku, p.kind, p.track_inventory, count(*) over (partition by n.id order by n.n) as times
    from (
      select (c.component ->> 'productId')::uuid as id, (c.component ->> 'quantity')::bigint as quantity, c.n
      from jsonb_array_elements(p_components) with ordinality c (component, n)) n
    left join inventory.products p on p.tenant_id = p_tenant_id and p.id = n.id
    order by n.n
  loop
    v_field := format('components[%s].', v_part.place);
    if v_part.sku is null then
      perform inventory.refuse('product_unknown', 'There is no such product',
        jsonb_build_object('field', v_field || 'productId', 'productId', v_part.id));
    elsif v_part.times > 1 then
      perform inventory.refuse('component_twice', format('The kit names product %s twice', v_part.sku),
        jsonb_build_object('field', v_field || 'productId', 'productId', v_part.id, 'sku', v_part.sku), 'Add the two quantities up.');
    elsif v_part.quantity < 1 then
      perform inventory.refuse('quantity_not_positive', format('%s of product %s', v_part.quantity, v_part.sku),
        jsonb_build_object('field', v_field || 'quantity', 'quantity', v_part.quantity, 'sku', v_part.sku), 'Give a whole number above zero.');
    end if;
    perform inventory.base_units(v_part.quantity, 1, v_field || 'quantity');
    perform inventory.check_component(p_kit_id, v_part.id, v_part.sku, v_part.kind, v_part.track_inventory, v_field || 'productId');
    perform inventory.check_made_of(p_tenant_id, p_kit_id, v_part.id, v_field || 'productId');
  end loop;
  update inventory.kit_components c set removed_at = v_at
  where c.tenant_id = p_tenant_id and c.kit_id = p_kit_id and c.removed_at is null and not exists (
    select from jsonb_array_elements(p_components) n
    where (n ->> 'productId')::uuid = c.component_id and (n ->> 'quantity')::bigint = c.quantity);
  insert into inventory.kit_components (tenant_id, id, kit_id, component_id, quantity)
  select p_tenant_id, inventory.uuid_v7(v_at + n.n * interval '1 microsecond'), p_kit_id, n.component_id, n.quantity
  from (
    select (n.component ->> 'productId')::uuid as component_id, (n.component ->> 'quantity')::bigint as quantity, n.n
    from jsonb_array_elements(p_components) with ordinality n (component, n) order by n.n offset 0) n
  where not exists (
    select from inventory.kit_components c
    where c.tenant_id = p_tenant_id and c.kit_id = p_kit_id and c.component_id = n.component_id and c.removed_at is null);
end
$$;
comment on function inventory.write_kit_components(uuid, uuid, jsonb) is
  'Makes the components of a kit those of an array of KitComponentInput: what is not among them is removed, what is stays.';

create or replace function inventory.set_kit_components(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'productId')::uuid;
begin
  -- Locked first: of two requests the second sees the components that the first has made.
  perform from inventory.products p where p.tenant_id = v_tenant_id and p.id = v_id for no key update;
  if not found then
    perform inventory.refuse('product_unknown', 'There is no such product', jsonb_build_object('field', 'productId', 'productId', v_id));
  end if;
  perform inventory.write_kit_components(v_tenant_id, v_id, p_input -> 'components');
  return inventory.product_json(v_tenant_id, v_id);
end
$$;
comment on function inventory.set_kit_components(jsonb, jsonb) is
  'Makes the components of a kit, or of goods that are assembled, {"productId", "components": [{"productId", "quantity"}]}, for later sales and assemblies; the same again changes nothing. Refused by kit_in_kit, kit_empty, component_twice, product_unknown, product_not_tracked, quantity_not_positive.';

grant execute on function inventory.write_kit_components(uuid, uuid, jsonb), inventory.set_kit_components(jsonb, jsonb) to bincard_app;
