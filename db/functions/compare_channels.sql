-- Compares what channels show with what is available.

create or replace function inventory.compare_channels(p_product_id uuid, p_location_id uuid) returns table (
  kind text, tenant_id uuid, product_id uuid, location_id uuid, channel text, subject text, expected bigint, actual bigint
) language sql stable
begin atomic
  with available as (
    select a.tenant_id, a.product_id, a.location_id, a.available, a.on_hand - a.expired as unexpired
    from inventory.stock_availability a where p_product_id is null or a.product_id = p_product_id
  ), totals as (
    select a.tenant_id, a.product_id, sum(a.available)::bigint as available, sum(a.unexpired)::bigint as unexpired
    from available a group by a.tenant_id, a.product_id
  )
  select 'CHANNEL_MISMATCH', c.tenant_id, c.product_id, c.location_id, c.channel, 'channel.quantity',
    coalesce(case when c.location_id is null then t.available else a.available end, 0), c.quantity
  from inventory.channel_stock c
  left join totals t on t.tenant_id = c.tenant_id and t.product_id = c.product_id
  left join available a on a.tenant_id = c.tenant_id and a.product_id = c.product_id and a.location_id = c.location_id
  where (p_product_id is null or c.product_id = p_product_id) and (p_location_id is null or c.location_id = p_location_id)
    and c.quantity <> coalesce(case when c.location_id is null then t.available else a.available end, 0)
  union all
  select 'TOTAL_MISMATCH', p.tenant_id, p.product_id, null, p.channel, 'channel.total', s.parts, p.total
  from inventory.channel_products p
  cross join lateral (
    select coalesce(sum(c.quantity), 0)::bigint as parts from inventory.channel_stock c
    where c.tenant_id = p.tenant_id and c.channel = p.channel and c.product_id = p.product_id
  ) s
  where p.total is not null and p.total <> s.parts and p_location_id is null and (p_product_id is null or p.product_id = p_product_id)
  union all
  select 'NOT_LISTED', p.tenant_id, p.product_id, null, p.channel,
    case when g.status = 'ACTIVE' then 'channel.visible' else 'products.status' end, t.available, 0
  from inventory.channel_products p
  join inventory.products g on g.tenant_id = p.tenant_id and g.id = p.product_id
  join totals t on t.tenant_id = p.tenant_id and t.product_id = p.product_id
  where t.available > 0 and p_location_id is null and (g.status <> 'ACTIVE' or p.visible = false)
    and (p_product_id is null or p.product_id = p_product_id)
  union all
  -- Stock of inactive products that no channel has reported.
  select 'NOT_LISTED', g.tenant_id, g.id, null, null, 'products.status', t.available, 0
  from inventory.products g
  join totals t on t.tenant_id = g.tenant_id and t.product_id = g.id
  where t.available > 0 and g.status <> 'ACTIVE' and p_location_id is null and (p_product_id is null or g.id = p_product_id)
    and not exists (select from inventory.channel_products p where p.tenant_id = g.tenant_id and p.product_id = g.id);
end;
comment on function inventory.compare_channels(uuid, uuid) is
  'CHANNEL_MISMATCH: a channel''s figure is not what is available. TOTAL_MISMATCH: a channel''s total is not the sum of its figures. NOT_LISTED: stock is available of a product that is inactive or that the channel does not show.';

grant execute on function inventory.compare_channels(uuid, uuid) to bincard_app;
