-- Channels: what is declared of their tables, then the entry points: reported stock and sent corrections.

select
  inventory.clean_codes('inventory.channel_stock', 'channel'),
  inventory.clean_codes('inventory.channel_products', 'channel'),
  inventory.audit('inventory.channel_stock', 'channel_stock', p_key => 'product_id'),
  inventory.audit('inventory.channel_products', 'channel_product', p_key => 'product_id'),
  inventory.make_immutable('inventory.channel_corrections', p_except => array['sent_at']),
  inventory.allow_role('inventory.channel_stock', 'insert', 'clerk'),
  inventory.allow_role('inventory.channel_stock', 'update', 'clerk'),
  inventory.allow_role('inventory.channel_products', 'insert', 'clerk'),
  inventory.allow_role('inventory.channel_products', 'update', 'clerk'),
  inventory.allow_role('inventory.channel_corrections', 'update', 'clerk');

create or replace function inventory.report_channel_stock(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  -- As it was first written, in whatever case it is written now.
  v_channel constant text := coalesce((
    select c.channel from inventory.channel_products c
    where c.tenant_id = v_tenant_id and c.channel_key = inventory.code_key(p_input ->> 'channel') limit 1), p_input ->> 'channel');
  v_reported_at constant timestamptz := coalesce((p_input ->> 'reportedAt')::timestamptz, clock_timestamp());
  v_line record;
  v_count bigint := 0;
begin
  for v_line in
    select l.line_number, l.line, p.id as product_id, o.id as location_id
    from jsonb_array_elements(p_input -> 'stock') with ordinality l (line, line_number)
    -- Apart: within the condition it could be asked for each product of the tenant.
    cross join lateral (select inventory.find_product(v_tenant_id, l.line ->> 'sku') as id offset 0) f
    left join inventory.products p on p.tenant_id = v_tenant_id and p.id = f.id
    left join inventory.locations o on o.tenant_id = v_tenant_id and o.code_key = inventory.code_key(l.line ->> 'locationCode')
    order by p.id, o.id, l.line_number
  loop
    if v_line.product_id is null then
      perform inventory.refuse('product_unknown', format('There is no product %s', v_line.line ->> 'sku'),
        jsonb_build_object('field', format('stock[%s].sku', v_line.line_number - 1), 'sku', v_line.line ->> 'sku'));
    elsif v_line.line ->> 'locationCode' is not null and v_line.location_id is null then
      perform inventory.refuse('location_unknown', format('There is no location %s', v_line.line ->> 'locationCode'),
        jsonb_build_object('field', format('stock[%s].locationCode', v_line.line_number - 1), 'locationCode', v_line.line ->> 'locationCode'));
    end if;
    -- The CHECKs of these tables cannot name the line.
    perform inventory.refuse_quantity(format('stock[%s].%s', v_line.line_number - 1, k.key), k.figure)
    from (values ('quantity', (v_line.line ->> 'quantity')::numeric), ('total', (v_line.line ->> 'total')::numeric)) k (key, figure)
    where abs(k.figure) > inventory.largest_quantity();
    insert into inventory.channel_stock as c (tenant_id, channel, product_id, location_id, quantity, reported_at, reported_by)
    values (v_tenant_id, v_channel, v_line.product_id, v_line.location_id, (v_line.line ->> 'quantity')::bigint,
      v_reported_at, inventory.current_actor())
    on conflict (tenant_id, channel_key, product_id, location_id) do update set
      quantity = excluded.quantity, reported_at = excluded.reported_at, reported_by = excluded.reported_by;
    insert into inventory.channel_products as c (tenant_id, channel, product_id, total, visible, reported_at, reported_by)
    values (v_tenant_id, v_channel, v_line.product_id, (v_line.line ->> 'total')::bigint, (v_line.line ->> 'visible')::boolean,
      v_reported_at, inventory.current_actor())
    on conflict (tenant_id, channel_key, product_id) do update set
      total = coalesce(excluded.total, c.total), visible = coalesce(excluded.visible, c.visible),
      reported_at = excluded.reported_at, reported_by = excluded.reported_by;
    v_count := v_count + 1;
  end loop;
  return to_jsonb(v_count);
end
$$;
comment on function inventory.report_channel_stock(jsonb, jsonb) is
  'Stores what a channel reports {"channel", "stock": [{"sku", "locationCode", "quantity", "total", "visible"}], "reportedAt": now by default} and returns the number of lines; a total or visibility that is left out is not changed.';

create or replace function inventory.mark_correction_sent(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
  v_at timestamptz := clock_timestamp();
begin
  update inventory.channel_corrections c set sent_at = coalesce(c.sent_at, v_at)
  where c.tenant_id = v_tenant_id and c.id = v_id;
  if not found then
    perform inventory.refuse('correction_unknown', 'There is no such correction',
      jsonb_build_object('field', 'id', 'correctionId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.mark_correction_sent(jsonb, jsonb) is
  'Records that a channel''s connector has sent a correction {"id"}; a second call changes nothing.';

grant execute on function inventory.report_channel_stock(jsonb, jsonb), inventory.mark_correction_sent(jsonb, jsonb) to bincard_app;
