-- What the rows of a file name, as it is before they are written and after.

create or replace function inventory.product_state(p_product inventory.products) returns jsonb
language sql stable
begin atomic
  select coalesce((select jsonb_object_agg('attribute:' || a.key, a.value) from jsonb_each(p_product.attributes) a), '{}')
    || jsonb_strip_nulls(jsonb_build_object('name', p_product.name, 'baseUnit', p_product.base_unit, 'status', p_product.status,
      'trackInventory', p_product.track_inventory, 'reorderPoint', p_product.reorder_point, 'kind', p_product.kind,
      'units', (
        select string_agg(format('%s=%s', u.code, u.factor), '|' order by u.factor, u.code) from inventory.product_units u
        where u.tenant_id = p_product.tenant_id and u.product_id = p_product.id and u.retired_at is null
          and u.code_key <> inventory.code_key(p_product.base_unit)),
      'codes', (
        select string_agg(c.code, '|' order by c.code) from ( -- by the product: within the condition all codes of the tenant are read
          select c.code, c.kind, c.removed_at from inventory.product_codes c
          where c.tenant_id = p_product.tenant_id and c.product_id = p_product.id offset 0) c
        where c.removed_at is null and c.kind <> 'SKU'),
      'components', case when p_product.kind = 'KIT' then (
        select string_agg(format('%s=%s', p.sku, c.quantity), '|' order by p.sku) from inventory.kit_components c
        join inventory.products p on p.tenant_id = c.tenant_id and p.id = c.component_id
        where c.tenant_id = p_product.tenant_id and c.kit_id = p_product.id and c.removed_at is null) end));
end;
comment on function inventory.product_state(inventory.products) is
  'The fields of a product that a row of a file can change, by their names in the file; lists as the file writes them.';

create or replace function inventory.import_states(p_tenant_id uuid, p_kind text, p_rows jsonb[], p_lock boolean) returns jsonb[]
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_ids uuid[];
begin
  if p_kind = 'PRODUCTS' then
    select array_agg(c.product_id order by r.n) into v_ids from unnest(p_rows) with ordinality r (line, n)
    cross join lateral (select inventory.product_code_key(r.line ->> 'sku') as key offset 0) k
    left join lateral (
      select c.product_id from inventory.product_codes c
      where c.tenant_id = p_tenant_id and c.code_key = k.key and c.kind = 'SKU' and c.removed_at is null offset 0) c on true;
    if p_lock then
      perform from inventory.products p where p.tenant_id = p_tenant_id and p.id = any (v_ids) order by p.id for no key update;
    end if;
    return (
      select array_agg(p.state order by i.n) from unnest(v_ids) with ordinality i (id, n)
      left join lateral (
        select inventory.product_state(p) as state from inventory.products p where p.tenant_id = p_tenant_id and p.id = i.id offset 0) p on true);
  elsif p_kind = 'LOCATIONS' then
    select array_agg(o.id order by r.n) into v_ids from unnest(p_rows) with ordinality r (line, n)
    left join inventory.locations o on o.tenant_id = p_tenant_id and o.code_key = inventory.code_key(r.line ->> 'code');
    if p_lock then
      perform from inventory.locations o where o.tenant_id = p_tenant_id and o.id = any (v_ids) order by o.id for no key update;
    end if;
    return (
      select array_agg(case when o.id is not null then jsonb_build_object('name', o.name, 'kind', o.kind, 'active', o.active) end order by i.n)
      from unnest(v_ids) with ordinality i (id, n) left join inventory.locations o on o.tenant_id = p_tenant_id and o.id = i.id);
  elsif p_kind = 'SUPPLIERS' then
    select array_agg(s.id order by r.n) into v_ids from unnest(p_rows) with ordinality r (line, n)
    left join inventory.suppliers s on s.tenant_id = p_tenant_id and s.code_key = inventory.code_key(r.line ->> 'code');
    if p_lock then
      perform from inventory.suppliers s where s.tenant_id = p_tenant_id and s.id = any (v_ids) order by s.id for no key update;
    end if;
    return (
      select array_agg(case when s.id is not null then
        jsonb_strip_nulls(jsonb_build_object('name', s.name, 'leadTimeDays', s.lead_time_days, 'active', s.active)) end order by i.n)
      from unnest(v_ids) with ordinality i (id, n) left join inventory.suppliers s on s.tenant_id = p_tenant_id and s.id = i.id);
  elsif p_kind = 'PRICES' then
    select array_agg(w.id order by r.n) into v_ids from unnest(p_rows) with ordinality r (line, n)
    cross join lateral (select inventory.find_product(p_tenant_id, r.line ->> 'sku') as product_id offset 0) f
    left join inventory.suppliers s on s.tenant_id = p_tenant_id and s.code_key = inventory.code_key(r.line ->> 'supplier')
    left join inventory.supplier_products w on w.tenant_id = p_tenant_id and w.supplier_id = s.id and w.product_id = f.product_id;
    if p_lock then
      perform from inventory.supplier_products w where w.tenant_id = p_tenant_id and w.id = any (v_ids) order by w.id for no key update;
    end if;
    return (
      select array_agg(case when w.id is not null then jsonb_strip_nulls(jsonb_build_object('supplierCode', w.code, 'unit', w.unit,
        'price', trim_scale(w.price)::text, 'minimumQuantity', w.minimum_quantity)) end order by i.n)
      from unnest(v_ids) with ordinality i (id, n) left join inventory.supplier_products w on w.tenant_id = p_tenant_id and w.id = i.id);
  end if;
  return array_fill(null::jsonb, array[cardinality(p_rows)]);
end
$$;
comment on function inventory.import_states(uuid, text, jsonb[], boolean) is
  'What the rows of a file name, as it is: for each row its fields, or null where it is not there. With p_lock nobody else changes it until the transaction ends.';

create or replace function inventory.import_levels(p_tenant_id uuid, p_rows jsonb[], p_results jsonb) returns jsonb[]
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
begin
  return (
    select array_agg(case when l.quantity is null then jsonb_build_object('onHand', l.on_hand)
      else jsonb_build_object('onHand', l.before, 'after', l.before + l.quantity) end order by l.n)
    from (
      select f.*, s.on_hand, coalesce(s.on_hand, 0) - sum(f.quantity) over (
        partition by f.product_id, f.location_id order by f.n desc rows unbounded preceding) as before
      from (
        select r.n, p.product_id, o.id as location_id, (r.result ->> 'quantity')::bigint as quantity
        from rows from (unnest(p_rows), jsonb_array_elements(p_results)) with ordinality r (line, result, n)
        cross join lateral (select inventory.find_product(p_tenant_id, r.line ->> 'sku') as product_id offset 0) p
        left join inventory.locations o on o.tenant_id = p_tenant_id and o.code_key = inventory.code_key(r.line ->> 'location')) f
      left join lateral (
        select s.on_hand from inventory.stock_levels s
        where s.tenant_id = p_tenant_id and s.product_id = f.product_id and s.location_id = f.location_id offset 0) s on true) l);
end
$$;
comment on function inventory.import_levels(uuid, jsonb[], jsonb) is
  'What is on hand at the place of each row of stock that was just written, before the row and after it, in base units: of two rows of one place the second begins where the first ends.';

grant execute on function inventory.product_state(inventory.products), inventory.import_states(uuid, text, jsonb[], boolean),
  inventory.import_levels(uuid, jsonb[], jsonb) to bincard_app;
