-- Imports of what a channel reports. A report is stored each time that it comes: the file's hash is not asked for.
--
-- Twice:     the rows of one transaction have its time as that of their report, so a second row of a product and place is found
--            in whichever set it comes, and refused: nobody knows which of the two figures is meant.

create or replace function inventory.import_channel(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_rows jsonb[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_key constant text := inventory.code_key(p_input ->> 'channel');
  v_results jsonb;
  v_lines jsonb;
begin
  with found as (
    select r.line, r.n, f.product_id, o.id as location_id
    from unnest(p_rows) with ordinality r (line, n)
    cross join lateral (select inventory.find_product(p_tenant_id, r.line ->> 'sku') as product_id offset 0) f
    left join inventory.locations o on o.tenant_id = p_tenant_id and o.code_key = inventory.code_key(r.line ->> 'locationCode')
  ), results as (
    select f.line, f.n, case
      when f.product_id is null or f.line ->> 'locationCode' is not null and f.location_id is null then inventory.import_problems(
        case when f.product_id is null then
          inventory.import_problem(f.line, 'sku', 'PRODUCT_UNKNOWN', format('There is no product %s', f.line ->> 'sku'),
            'Bring the products in first, or pass over what is not known here (--skip-unknown).') end,
        case when f.line ->> 'locationCode' is not null and f.location_id is null then
          inventory.import_problem(f.line, 'location', 'LOCATION_UNKNOWN', format('There is no location %s', f.line ->> 'locationCode'),
            'Bring the locations in first, or pass over what is not known here (--skip-unknown).') end)
      when c.reported_at = now() or row_number() over (partition by f.product_id, f.location_id order by f.n) > 1 then
        inventory.import_problem(f.line, 'sku', 'ROW_CONTRADICTS',
          format('An earlier row has a figure of product %s %s', f.line ->> 'sku', coalesce('at ' || (f.line ->> 'locationCode'), 'over all places')),
          'Keep one of the two rows.')
      else jsonb_build_object('row', f.line -> 'row', 'outcome', case
        when c.quantity is null then 'created'
        when c.quantity = (f.line ->> 'quantity')::bigint and coalesce((f.line ->> 'total')::bigint = p.total, not f.line ? 'total')
          and coalesce((f.line ->> 'visible')::boolean = p.visible, not f.line ? 'visible') then 'unchanged'
        else 'updated' end)
      end as result
    from found f
    left join lateral (
      select s.quantity, s.reported_at from inventory.channel_stock s
      where s.tenant_id = p_tenant_id and s.channel_key = v_key and s.product_id = f.product_id
        and s.location_id is not distinct from f.location_id offset 0) c on true
    left join lateral (
      select p.total, p.visible from inventory.channel_products p
      where p.tenant_id = p_tenant_id and p.channel_key = v_key and p.product_id = f.product_id offset 0) p on true
  )
  select jsonb_agg(r.result order by r.n), jsonb_agg(r.line - 'row' order by r.n) filter (where r.result ? 'outcome') into v_results, v_lines
  from results r;
  if v_lines is not null then
    perform inventory.report_channel_stock(p_identity,
      jsonb_build_object('channel', p_input -> 'channel', 'stock', v_lines, 'reportedAt', now()));
  end if;
  return v_results;
end
$$;
comment on function inventory.import_channel(uuid, jsonb, jsonb, jsonb[]) is
  'Stores rows {"row", "sku" (any code), "locationCode", "quantity", "total", "visible"} of what a channel reports, {"channel"}; returns the outcome of each, or its problem.';

grant execute on function inventory.import_channel(uuid, jsonb, jsonb, jsonb[]) to bincard_app;
