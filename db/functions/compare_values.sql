-- Compares what stock was worth at the end of each day, and what its sales brought, with the movements, costs and sales.
--
-- How:       adding every day of every place up again would take a comparison twice its time. So of all products the last totals are
--            compared, with what is left of the batches and with the documents (wrong_values), and the days of the places where they differ;
--            of one product, every day.

create or replace function inventory.wrong_values(p_location_id uuid) returns table (product_id uuid, location_id uuid)
language sql stable
begin atomic
  with batches as (
    select s.tenant_id, s.product_id, s.location_id, sum(s.intake_quantity * s.unit_value) as purchases_value,
      -sum((s.sold_quantity - s.refunded_quantity) * s.unit_value) as sales_value,
      sum((s.adjusted_quantity - s.expired_quantity) * s.unit_value) as adjustments_value,
      sum((s.transferred_in_quantity - s.transferred_out_quantity) * s.unit_value) as transfers_value,
      coalesce(sum(s.quantity) filter (where not s.cost_known), 0) as without_cost,
      coalesce(sum(s.transferred_in_quantity - s.transferred_out_quantity) filter (where not s.cost_known), 0) as transfers_without_cost,
      sum(s.sold_quantity - s.refunded_quantity) as sold_quantity,
      coalesce(sum(s.sold_quantity - s.refunded_quantity) filter (where not s.cost_known), 0) as sold_without_cost
    from inventory.batch_stock s
    where p_location_id is null or s.location_id = p_location_id
    group by 1, 2, 3
  ), changes as (
    select l.tenant_id, l.product_id, l.location_id, l.base_quantity - case s.status when 'VOIDED' then l.base_quantity - l.refunded_quantity
      else 0 end as quantity, case s.status when 'VOIDED' then l.base_quantity - l.refunded_quantity else 0 end as returned, l.unit_price
    from inventory.sale_line_parts l
    join inventory.sales s on s.tenant_id = l.tenant_id and s.id = l.sale_id
    where l.tracked
    union all
    select l.tenant_id, l.product_id, r.location_id, -r.quantity * l.per_unit, r.quantity * l.per_unit, l.unit_price
    from inventory.refund_lines r
    join inventory.sale_line_parts l on l.tenant_id = r.tenant_id and l.sale_line_id = r.sale_line_id and l.tracked
  ), sales as (
    select c.tenant_id, c.product_id, c.location_id, coalesce(sum(c.quantity * c.unit_price), 0) as revenue,
      coalesce(sum(c.quantity) filter (where c.unit_price is null), 0) as sold_without_price,
      coalesce(sum(c.returned) filter (where c.unit_price is null), 0) as returned_without_price
    from changes c
    where p_location_id is null or c.location_id = p_location_id
    group by 1, 2, 3
  )
  select b.product_id, b.location_id
  from batches b
  left join sales s on s.tenant_id = b.tenant_id and s.product_id = b.product_id and s.location_id = b.location_id
  cross join lateral inventory.totals_on(b.tenant_id, b.product_id, b.location_id, date '9999-12-31') k
  where row(b.purchases_value, b.sales_value, b.adjustments_value, b.transfers_value, b.without_cost, b.transfers_without_cost,
      b.sold_quantity, b.sold_without_cost, coalesce(s.revenue, 0), coalesce(s.sold_without_price, 0), coalesce(s.returned_without_price, 0))
    is distinct from row(k.purchases_value, k.sales_value, k.adjustments_value, k.transfers_value, k.without_cost::numeric,
      k.transfers_without_cost::numeric, k.sold_quantity::numeric, k.sold_without_cost::numeric, k.revenue, k.sold_without_price::numeric,
      k.returned_without_price::numeric);
end;
comment on function inventory.wrong_values(uuid) is
  'The products at locations whose last totals of value are not what their batches and documents say; at one location, or all.';

create or replace function inventory.compare_values(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, subject text, business_date date, expected bigint, actual bigint
) language sql stable
begin atomic
  with changes as (
    select c.tenant_id, c.product_id, c.location_id, c.business_date, c.purchases_value, c.sales_value, c.adjustments_value,
      c.transfers_value, c.without_cost, c.transfers_without_cost, c.sold_quantity, c.sold_without_cost, c.revenue, c.sold_without_price,
      c.returned_without_price
    from inventory.value_changes(p_product_id, p_location_id) c
    union all -- a row of a day without a cost would count from that day on
    select c.tenant_id, c.product_id, c.location_id, c.business_date, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    from inventory.daily_costs c
    where (p_product_id is null or c.product_id = p_product_id) and (p_location_id is null or c.location_id = p_location_id)
  ), totals as (
    select c.tenant_id, c.product_id, c.location_id, c.business_date, sum(sum(c.purchases_value)) over w as purchases_value,
      sum(sum(c.sales_value)) over w as sales_value, sum(sum(c.adjustments_value)) over w as adjustments_value,
      sum(sum(c.transfers_value)) over w as transfers_value, sum(sum(c.without_cost)) over w as without_cost,
      sum(sum(c.transfers_without_cost)) over w as transfers_without_cost, sum(sum(c.sold_quantity)) over w as sold_quantity,
      sum(sum(c.sold_without_cost)) over w as sold_without_cost, sum(sum(c.revenue)) over w as revenue,
      sum(sum(c.sold_without_price)) over w as sold_without_price, sum(sum(c.returned_without_price)) over w as returned_without_price
    from changes c
    group by c.tenant_id, c.product_id, c.location_id, c.business_date
    window w as (partition by c.tenant_id, c.product_id, c.location_id order by c.business_date)
  )
  select v.tenant_id, v.product_id, v.location_id, null::uuid, case when not exists (
      select from inventory.daily_stock d
      where d.tenant_id = v.tenant_id and d.product_id = v.product_id and d.location_id = v.location_id and d.business_date = v.business_date)
    and exists (
      select from inventory.daily_costs d
      where d.tenant_id = v.tenant_id and d.product_id = v.product_id and d.location_id = v.location_id and d.business_date = v.business_date)
    then 'daily_costs.' else 'daily_stock.' end || f.name, v.business_date, f.expected, f.actual
  from totals v
  cross join lateral inventory.totals_on(v.tenant_id, v.product_id, v.location_id, v.business_date) k
  cross join lateral (
    select f.name, u.expected::bigint, (u.expected + sign(f.actual - f.expected) * ceil(abs(f.actual - f.expected) * u.units))::bigint as actual
    from (values
      (1, 'purchases_value', v.purchases_value, k.purchases_value, true), (2, 'sales_value', v.sales_value, k.sales_value, true),
      (3, 'adjustments_value', v.adjustments_value, k.adjustments_value, true),
      (4, 'transfers_value', v.transfers_value, k.transfers_value, true), (5, 'without_cost', v.without_cost, k.without_cost, false),
      (6, 'transfers_without_cost', v.transfers_without_cost, k.transfers_without_cost, false),
      (7, 'sold_quantity', v.sold_quantity, k.sold_quantity, false),
      (8, 'sold_without_cost', v.sold_without_cost, k.sold_without_cost, false), (9, 'revenue', v.revenue, k.revenue, true),
      (10, 'sold_without_price', v.sold_without_price, k.sold_without_price, false),
      (11, 'returned_without_price', v.returned_without_price, k.returned_without_price, false)
    ) f (place, name, expected, actual, money)
    -- Money in the smallest unit of the currency; a difference is rounded up, so that none is shown as nothing.
    cross join lateral (select case when f.money then 10::numeric ^ inventory.money_decimals(v.tenant_id) else 1 end as units) n
    cross join lateral (select round(f.expected * n.units) as expected, n.units) u
    where f.expected <> f.actual
    order by f.place limit 1
  ) f
  where row(v.purchases_value, v.sales_value, v.adjustments_value, v.transfers_value, v.without_cost, v.transfers_without_cost, v.sold_quantity,
      v.sold_without_cost, v.revenue, v.sold_without_price, v.returned_without_price)
    is distinct from row(k.purchases_value, k.sales_value, k.adjustments_value, k.transfers_value, k.without_cost::numeric,
      k.transfers_without_cost::numeric, k.sold_quantity::numeric, k.sold_without_cost::numeric, k.revenue, k.sold_without_price::numeric,
      k.returned_without_price::numeric);
end;
comment on function inventory.compare_values(uuid, uuid) is
  'LEDGER_MISMATCH of values: each day whose totals of value in daily_stock and daily_costs are not those of the movements, costs and sales up to its end, with the first figure that differs. Money is in the smallest unit of the tenant''s currency.';

create or replace function inventory.compare_units(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, subject text, business_date date, expected bigint, actual bigint
) language sql stable
begin atomic
  select s.tenant_id, s.product_id, s.location_id, s.batch_id, f.subject, null::date, f.expected, f.actual
  from inventory.batch_stock s
  join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
  left join (
    select l.tenant_id, l.batch_id, sum(l.unit_amount) as added, bool_or(l.kind = 'GOODS') as goods, max(l.business_date)::date as latest
    from inventory.batch_cost_lines l group by 1, 2) c on c.tenant_id = s.tenant_id and c.batch_id = s.batch_id
  cross join lateral (select coalesce(b.unit_cost, 0) + coalesce(c.added, 0) as unit_value, b.unit_cost is not null or coalesce(c.goods, false) as known) e
  cross join lateral (values
    ('batch_stock.unit_value', round(e.unit_value * 1000000)::bigint, (round(e.unit_value * 1000000)
      + sign(s.unit_value - e.unit_value) * ceil(abs(s.unit_value - e.unit_value) * 1000000))::bigint),
    ('batch_stock.cost_known', e.known::integer::bigint, s.cost_known::integer::bigint),
    ('batch_stock.costed_on', coalesce(to_char(c.latest, 'YYYYMMDD')::bigint, 0), coalesce(to_char(s.costed_on, 'YYYYMMDD')::bigint, 0))
  ) f (subject, expected, actual)
  where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
    and row(s.unit_value, s.cost_known, s.costed_on) is distinct from row(e.unit_value, e.known, c.latest) and f.expected <> f.actual;
end;
comment on function inventory.compare_units(uuid, uuid) is
  'LEDGER_MISMATCH of what batch_stock says of costs: a unit is not worth its unit cost and its shares of later costs (in millionths), whether its cost is known (1 or 0), the date of its last cost (as the number YYYYMMDD, 0 for none).';
grant execute on function inventory.wrong_values(uuid), inventory.compare_values(uuid, uuid), inventory.compare_units(uuid, uuid) to bincard_app;
