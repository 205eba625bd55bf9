-- Compares what channels show with what they should show. docs/reconciliation.md has the whole decision table, and
-- test/reconcile/decision-table.test.ts tests each of its cells.

create or replace function inventory.channel_figure(p_status text, p_tracked boolean, p_quantity bigint) returns bigint
language sql immutable parallel safe
return case when p_status <> 'ACTIVE' then 0 when p_tracked then coalesce(p_quantity, 0) end;
comment on function inventory.channel_figure(text, boolean, bigint) is
  'What a channel should show of a product: 0 unless it is ACTIVE, else p_quantity; null (any figure is right) if it is ACTIVE and has no inventory.';

create or replace function inventory.decision_note(p_kind text, p_kinds text[], p_trigger text) returns text
language sql immutable parallel safe
return case
  when p_kind = 'NOT_LISTED' and (coalesce(p_trigger = 'SCHEDULED', false) or not coalesce(p_kinds <> '{}' and p_kinds <@ array['NOT_LISTED'], false))
  then 'A person decides this: name NOT_LISTED alone (bincard fix --missing, or reconcile with kinds: [NOT_LISTED])'
end;
comment on function inventory.decision_note(text, text[], text) is
  'Why a run of these kinds and this trigger does not repair a line of a kind: a status or a listing (NOT_LISTED) changes only in a MANUAL run of that kind alone. Null if it may be repaired.';

create or replace function inventory.compare_channels(p_product_id uuid, p_location_id uuid) returns table (
  kind text, tenant_id uuid, product_id uuid, location_id uuid, channel text, subject text, expected bigint, actual bigint
) language sql stable
begin atomic
  with available as (
    select a.tenant_id, a.product_id, a.location_id, a.available
    from inventory.stock_availability a where p_product_id is null or a.product_id = p_product_id
  ), totals as (
    select a.tenant_id, a.product_id, sum(a.available)::bigint as available
    from available a group by a.tenant_id, a.product_id
  )
  select 'CHANNEL_MISMATCH', c.tenant_id, c.product_id, c.location_id, c.channel, 'channel.quantity', f.figure, c.quantity
  from inventory.channel_stock c
  join inventory.products g on g.tenant_id = c.tenant_id and g.id = c.product_id
  left join totals t on t.tenant_id = c.tenant_id and t.product_id = c.product_id
  left join available a on a.tenant_id = c.tenant_id and a.product_id = c.product_id and a.location_id = c.location_id
  cross join lateral (
    select inventory.channel_figure(g.status, g.track_inventory,
      case when c.location_id is null then t.available else a.available end) as figure
  ) f
  where (p_product_id is null or c.product_id = p_product_id) and (p_location_id is null or c.location_id = p_location_id)
    and c.quantity <> f.figure
  union all
  -- A channel shows a product that is not for sale.
  select 'CHANNEL_MISMATCH', p.tenant_id, p.product_id, null, p.channel, 'channel.visible', 0, 1
  from inventory.channel_products p
  join inventory.products g on g.tenant_id = p.tenant_id and g.id = p.product_id
  where p.visible and g.status <> 'ACTIVE' and p_location_id is null and (p_product_id is null or p.product_id = p_product_id)
  union all
  select 'TOTAL_MISMATCH', p.tenant_id, p.product_id, null, p.channel, 'channel.total', f.figure, p.total
  from inventory.channel_products p
  join inventory.products g on g.tenant_id = p.tenant_id and g.id = p.product_id
  cross join lateral (
    -- A channel's figure over all locations is already the sum of those at each.
    select coalesce(sum(c.quantity) filter (where c.location_id is not null), sum(c.quantity), 0)::bigint as parts
    from inventory.channel_stock c
    where c.tenant_id = p.tenant_id and c.channel_key = p.channel_key and c.product_id = p.product_id
  ) s
  cross join lateral (select inventory.channel_figure(g.status, g.track_inventory, s.parts) as figure) f
  where p.total <> f.figure and p_location_id is null and (p_product_id is null or p.product_id = p_product_id)
  union all
  select 'NOT_LISTED', p.tenant_id, p.product_id, null, p.channel, 'channel.visible', t.available, 0
  from inventory.channel_products p
  join inventory.products g on g.tenant_id = p.tenant_id and g.id = p.product_id
  join totals t on t.tenant_id = p.tenant_id and t.product_id = p.product_id
  where t.available > 0 and g.status = 'ACTIVE' and p.visible = false and p_location_id is null
    and (p_product_id is null or p.product_id = p_product_id)
  union all
  -- Once for each product, whatever the channels show. What is ARCHIVED is meant to stay off sale.
  select 'NOT_LISTED', g.tenant_id, g.id, null, null, 'products.status', t.available, 0
  from inventory.products g
  join totals t on t.tenant_id = g.tenant_id and t.product_id = g.id
  where t.available > 0 and g.status = 'INACTIVE' and p_location_id is null and (p_product_id is null or g.id = p_product_id);
end;
comment on function inventory.compare_channels(uuid, uuid) is
  'CHANNEL_MISMATCH: a channel''s figure is not what is available, or it shows a product that is not ACTIVE. TOTAL_MISMATCH: a channel''s total is not the sum of its figures. NOT_LISTED: stock is available of a product that is INACTIVE, or ACTIVE and hidden in the channel.';

grant execute on function inventory.channel_figure(text, boolean, bigint), inventory.decision_note(text, text[], text),
  inventory.compare_channels(uuid, uuid) to bincard_app;
