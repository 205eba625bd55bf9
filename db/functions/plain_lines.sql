-- The lines of plain sales (plain_sales.sql), with the terms that the stamp of a line would look up for each.

create or replace function inventory.plain_lines(
  p_tenant_id uuid, p_places bigint[], p_sale_ids uuid[], p_inputs jsonb[], p_locations uuid[], p_actors text[], p_dates date[],
  out apart bigint[], out others bigint[], out all_tracked boolean, out places bigint[], out sale_ids uuid[], out ids uuid[], out numbers integer[],
  out products uuid[], out locations uuid[], out tracked boolean[], out quantities bigint[], out units text[], out factors bigint[],
  out base_quantities bigint[], out actors text[], out dates date[], out prices numeric[]
) language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  select array_agg(l.place) filter (where l.way = 'apart'), array_agg(l.place) filter (where l.way = 'others'), bool_and(l.tracked),
    array_agg(l.place), array_agg(l.sale_id), array_agg(inventory.uuid_v7()), array_agg(l.line_number), array_agg(l.product_id),
    array_agg(l.location_id), array_agg(l.tracked), array_agg(l.quantity), array_agg(l.unit), array_agg(l.factor),
    array_agg(case when l.way = 'plain' then l.quantity * l.factor end), array_agg(l.actor), array_agg(l.on_date), array_agg(l.unit_price)
  into apart, others, all_tracked, places, sale_ids, ids, numbers, products, locations, tracked, quantities, units, factors,
    base_quantities, actors, dates, prices
  from (
    select r.place, r.sale_id, r.location_id, r.actor, r.on_date, e.line_number::integer, round((e.line ->> 'unitPrice')::numeric, 6) as unit_price, k.product_id, k.quantity, t.tracked, t.unit, t.factor,
      case
        when e.line ?| array['amount', 'saleLineId', 'transferLineId'] -- with_quantities answers them
          or e.line ->> 'batchId' is not null or e.line ->> 'lotId' is not null then 'others'
        when t.kit then 'others'
        when t.status = 'ACTIVE' and k.quantity between 1 and inventory.largest_quantity() / t.factor
          and coalesce((e.line ->> 'unitPrice')::numeric between 0 and 99999999999999, true) then 'plain'
        else 'apart'
      end as way
    from unnest(p_places, p_sale_ids, p_inputs, p_locations, p_actors, p_dates) r (place, sale_id, input, location_id, actor, on_date)
    cross join lateral jsonb_array_elements(r.input -> 'lines') with ordinality e (line, line_number)
    cross join lateral (select (e.line ->> 'productId')::uuid as product_id, (e.line ->> 'quantity')::bigint as quantity offset 0) k
    left join lateral inventory.product_terms(p_tenant_id, k.product_id, e.line ->> 'unit') t on true
    order by k.product_id, r.location_id, r.place, e.line_number) l;
end
$$;
comment on function inventory.plain_lines(uuid, bigint[], uuid[], jsonb[], uuid[], text[], date[]) is
  'The lines of sales (their places, ids, inputs, locations, actors and the dates of those that are backdated), a column each, by product, location, sale and number. apart: the places of sales with a line that is refused; others: of those that are no plain sales.';
