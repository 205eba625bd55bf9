-- The one order in which documents lock stock, so that they cannot deadlock.

create or replace function inventory.lock_stock(p_tenant_id uuid, p_product_ids uuid[], p_location_ids uuid[], p_make boolean default false)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_key record;
begin
  -- Row by row: each look-up uses the whole key whatever the planner's statistics say, and the loop decides the order.
  for v_key in
    select distinct k.product_id, k.location_id from unnest(p_product_ids, p_location_ids) k (product_id, location_id)
    order by 1, 2
  loop
    if p_make then
      insert into inventory.stock_levels (tenant_id, product_id, location_id)
      values (p_tenant_id, v_key.product_id, v_key.location_id)
      on conflict (tenant_id, product_id, location_id) do nothing;
    end if;
    perform from inventory.stock_levels s
    where s.tenant_id = p_tenant_id and s.product_id = v_key.product_id and s.location_id = v_key.location_id
    for no key update;
  end loop;
end
$$;
comment on function inventory.lock_stock(uuid, uuid[], uuid[], boolean) is
  'Locks the stock_levels rows of products and locations (two arrays, pair by pair) in the order that every document uses: tenant, product, location. With p_make, missing rows are created first.';
