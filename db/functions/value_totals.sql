-- What daily_stock and daily_costs must say of value, from movements, costs and sales alone.
--
-- How:       a movement is worth its quantity at its batch's unit cost, on its own date; and each share of a cost of its batch adds its
--            quantity at the unit amount, on the later of both dates. So the totals at the end of a day are the quantities up to there at what
--            a unit has cost by then, whatever order the movements and costs of a day came in.
-- Archives:  movements that were moved out come from the anchors of their days (archived_sums). Prices come from documents, which stay.

create or replace function inventory.value_changes(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, business_date date, purchases_value numeric, sales_value numeric,
  adjustments_value numeric, transfers_value numeric, without_cost bigint, sold_quantity bigint, sold_without_cost bigint, revenue numeric,
  sold_without_price bigint
) language sql stable
begin atomic
  with moved as (
    select m.tenant_id, m.product_id, m.batch_id, m.location_id, m.business_date::date as business_date,
      inventory.kind_figure(m.kind) as figure, m.quantity
    from inventory.movements m
    where (p_product_id is null or m.product_id = p_product_id) and (p_location_id is null or m.location_id = p_location_id)
    union all
    select s.tenant_id, s.product_id, s.batch_id, s.location_id, s.business_date, s.figure, s.quantity from inventory.archived_sums s
    where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
  ), parts as (
    select m.tenant_id, m.product_id, m.batch_id, m.location_id, m.business_date, m.figure, sum(m.quantity)::bigint as quantity
    from moved m group by 1, 2, 3, 4, 5, 6
  ), worth as (
    select p.tenant_id, p.product_id, p.location_id, p.business_date, p.figure, p.quantity * coalesce(b.unit_cost, 0) as value,
      case when b.unit_cost is null then p.quantity else 0 end as uncosted, p.quantity
    from parts p
    join inventory.batches b on b.tenant_id = p.tenant_id and b.id = p.batch_id
    union all
    select p.tenant_id, p.product_id, p.location_id, greatest(p.business_date, c.business_date), p.figure, p.quantity * c.unit_amount, 0, 0
    from parts p
    join inventory.batch_cost_lines c on c.tenant_id = p.tenant_id and c.batch_id = p.batch_id
    union all
    select p.tenant_id, p.product_id, p.location_id, greatest(p.business_date, c.known_on), p.figure, 0, -p.quantity, 0
    from parts p
    join inventory.batches b on b.tenant_id = p.tenant_id and b.id = p.batch_id and b.unit_cost is null
    join (
      select c.tenant_id, c.batch_id, min(c.business_date)::date as known_on from inventory.batch_cost_lines c
      where c.kind = 'GOODS' group by 1, 2) c on c.tenant_id = p.tenant_id and c.batch_id = p.batch_id
  ), lines as ( -- of a kit its components, which have no price of their own
    select l.tenant_id, l.id, l.sale_id, coalesce(c.product_id, l.product_id) as product_id, l.location_id, l.tracked,
      l.base_quantity::bigint as base_quantity, l.refunded_quantity, coalesce(c.quantity, 1) as each,
      case when c.product_id is null then l.unit_price end as unit_price
    from inventory.sale_lines l
    left join inventory.sale_line_components c on c.tenant_id = l.tenant_id and c.sale_line_id = l.id
  ), sold as (
    select l.tenant_id, l.product_id, l.location_id, s.business_date::date as business_date, l.base_quantity * l.each as quantity, l.unit_price
    from lines l
    join inventory.sales s on s.tenant_id = l.tenant_id and s.id = l.sale_id
    where l.tracked
    union all
    select l.tenant_id, l.product_id, l.location_id, inventory.business_date(t.time_zone, s.voided_at),
      (l.refunded_quantity - l.base_quantity) * l.each, l.unit_price
    from lines l
    join inventory.sales s on s.tenant_id = l.tenant_id and s.id = l.sale_id and s.status = 'VOIDED'
    join inventory.tenants t on t.id = l.tenant_id
    where l.tracked
    union all
    select l.tenant_id, l.product_id, r.location_id, f.business_date, -r.quantity * l.each, l.unit_price
    from inventory.refund_lines r
    join inventory.refunds f on f.tenant_id = r.tenant_id and f.id = r.refund_id
    join lines l on l.tenant_id = r.tenant_id and l.id = r.sale_line_id
    where l.tracked
  )
  select w.tenant_id, w.product_id, w.location_id, w.business_date, coalesce(sum(w.value) filter (where w.figure = 'PURCHASES'), 0),
    coalesce(sum(w.value) filter (where w.figure in ('SALES', 'REFUNDS')), 0),
    coalesce(sum(w.value) filter (where w.figure in ('ADJUSTMENTS', 'EXPIRED')), 0),
    coalesce(sum(w.value) filter (where w.figure in ('TRANSFERS_IN', 'TRANSFERS_OUT')), 0), sum(w.uncosted)::bigint,
    coalesce(-sum(w.quantity) filter (where w.figure in ('SALES', 'REFUNDS')), 0)::bigint,
    coalesce(-sum(w.uncosted) filter (where w.figure in ('SALES', 'REFUNDS')), 0)::bigint, 0::numeric, 0::bigint
  from worth w group by 1, 2, 3, 4
  union all
  select s.tenant_id, s.product_id, s.location_id, s.business_date, 0, 0, 0, 0, 0, 0, 0, coalesce(sum(s.quantity * s.unit_price), 0),
    coalesce(sum(s.quantity) filter (where s.unit_price is null), 0)::bigint
  from sold s
  where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
  group by 1, 2, 3, 4;
end;
comment on function inventory.value_changes(uuid, uuid) is
  'What each day changed of the value of a product at a location, from movements, costs and sales alone; of one product, one location, or all. Several rows for a day.';

create or replace function inventory.value_totals(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, business_date date, purchases_value numeric, sales_value numeric,
  adjustments_value numeric, transfers_value numeric, without_cost bigint, sold_quantity bigint, sold_without_cost bigint, revenue numeric,
  sold_without_price bigint
) language sql stable
begin atomic
  select c.tenant_id, c.product_id, c.location_id, c.business_date, sum(sum(c.purchases_value)) over w, sum(sum(c.sales_value)) over w,
    sum(sum(c.adjustments_value)) over w, sum(sum(c.transfers_value)) over w, (sum(sum(c.without_cost)) over w)::bigint,
    (sum(sum(c.sold_quantity)) over w)::bigint, (sum(sum(c.sold_without_cost)) over w)::bigint, sum(sum(c.revenue)) over w,
    (sum(sum(c.sold_without_price)) over w)::bigint
  from inventory.value_changes(p_product_id, p_location_id) c
  group by c.tenant_id, c.product_id, c.location_id, c.business_date
  window w as (partition by c.tenant_id, c.product_id, c.location_id order by c.business_date);
end;
comment on function inventory.value_totals(uuid, uuid) is
  'The totals of value at the end of each day, from movements, costs and sales alone: what daily_stock and daily_costs together must say.';
grant execute on function inventory.value_changes(uuid, uuid), inventory.value_totals(uuid, uuid) to bincard_app;
