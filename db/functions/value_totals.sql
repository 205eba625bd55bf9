-- What daily_stock and daily_costs must say of value, from movements, costs and sales alone.
--
-- How:       a movement is worth its quantity at its batch's unit cost, on its own date; and each share of a cost of its batch adds its
--            quantity at the unit amount, on the later of both dates. So the totals at the end of a day are the quantities up to there at what
--            a unit has cost by then, whatever order the movements and costs of a day came in.
-- Prices:    come from the lines that movements name, on the dates of the movements: a document's own date may be another one, where it
--            was written over midnight, or a sale was voided in another time zone.
-- Archives:  movements that were moved out come from the anchors of their days (archived_sums), and what they brought from the
--            documents, which stay.

create or replace function inventory.priced_sales(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, business_date date, sale_line_id uuid, quantity bigint, unit_price numeric
) language sql stable
begin atomic
  select m.tenant_id, m.product_id, m.location_id, m.business_date::date, l.id, -m.quantity,
    case when l.kit then c.unit_price else l.unit_price end::numeric
  from inventory.movements m
  join inventory.sale_lines l on l.tenant_id = m.tenant_id and l.id = m.document_line_id
  left join inventory.sale_line_components c
    on l.kit and c.tenant_id = l.tenant_id and c.sale_line_id = l.id and c.product_id = m.product_id
  where inventory.kind_figure(m.kind) in ('SALES', 'REFUNDS')
    and (p_product_id is null or m.product_id = p_product_id) and (p_location_id is null or m.location_id = p_location_id)
  union all
  select d.tenant_id, d.product_id, d.location_id, d.business_date, d.sale_line_id, d.quantity, d.unit_price
  from (select x.tenant_id, max(x.business_date)::date as until from inventory.archives x group by x.tenant_id) a
  cross join lateral (
    select l.tenant_id, l.product_id, l.location_id, s.business_date::date, l.sale_line_id, l.base_quantity as quantity,
      l.unit_price::numeric, 'SALE' as kind, s.id as document_id
    from inventory.sales s
    join inventory.sale_line_parts l on l.tenant_id = s.tenant_id and l.sale_id = s.id and l.tracked
    where s.tenant_id = a.tenant_id and s.business_date <= a.until
    union all
    select l.tenant_id, l.product_id, l.location_id, least(inventory.business_date(t.time_zone, s.voided_at), a.until), l.sale_line_id,
      l.refunded_quantity - l.base_quantity, l.unit_price::numeric, 'SALE_VOID', s.id
    from inventory.sales s
    join inventory.tenants t on t.id = s.tenant_id
    join inventory.sale_line_parts l on l.tenant_id = s.tenant_id and l.sale_id = s.id and l.tracked
    where s.tenant_id = a.tenant_id and s.business_date <= a.until and s.status = 'VOIDED'
    union all
    select l.tenant_id, l.product_id, r.location_id, f.business_date::date, l.sale_line_id, -r.quantity * l.per_unit, l.unit_price::numeric,
      'REFUND', f.id
    from inventory.refunds f
    join inventory.refund_lines r on r.tenant_id = f.tenant_id and r.refund_id = f.id
    join inventory.sale_line_parts l on l.tenant_id = r.tenant_id and l.sale_line_id = r.sale_line_id and l.tracked
    where f.tenant_id = a.tenant_id and f.business_date <= a.until) d
  where (p_product_id is null or d.product_id = p_product_id) and (p_location_id is null or d.location_id = p_location_id)
    and not exists (
      select from inventory.movements m
      where m.tenant_id = d.tenant_id and m.document_id = d.document_id and m.document_line_id = d.sale_line_id
        and m.product_id = d.product_id and m.kind = d.kind);
end;
comment on function inventory.priced_sales(uuid, uuid) is
  'What was sold, and (below zero) what came back, at what a base unit of its line brought (null: it has no price), on the date on which it moved; of one product, one location, or all.';

create or replace function inventory.value_changes(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, business_date date, of_costs boolean, purchases_value numeric, sales_value numeric,
  adjustments_value numeric, transfers_value numeric, without_cost bigint, transfers_without_cost bigint, sold_quantity bigint,
  sold_without_cost bigint, revenue numeric, sold_without_price bigint, returned_without_price bigint
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
    select p.tenant_id, p.product_id, p.location_id, p.business_date, false as of_costs, p.figure,
      p.quantity * coalesce(b.unit_cost, 0) as value, case when b.unit_cost is null then p.quantity else 0 end as uncosted, p.quantity
    from parts p
    join inventory.batches b on b.tenant_id = p.tenant_id and b.id = p.batch_id
    union all
    select p.tenant_id, p.product_id, p.location_id, greatest(p.business_date, c.business_date), p.business_date <= c.business_date,
      p.figure, p.quantity * c.unit_amount, 0, 0
    from parts p
    join inventory.batch_cost_lines c on c.tenant_id = p.tenant_id and c.batch_id = p.batch_id
    union all
    select p.tenant_id, p.product_id, p.location_id, greatest(p.business_date, c.known_on), p.business_date <= c.known_on, p.figure, 0,
      -p.quantity, 0
    from parts p
    join inventory.batches b on b.tenant_id = p.tenant_id and b.id = p.batch_id and b.unit_cost is null
    join (
      select c.tenant_id, c.batch_id, min(c.business_date)::date as known_on from inventory.batch_cost_lines c
      where c.kind = 'GOODS' group by 1, 2) c on c.tenant_id = p.tenant_id and c.batch_id = p.batch_id
  )
  select w.tenant_id, w.product_id, w.location_id, w.business_date, w.of_costs,
    coalesce(sum(w.value) filter (where w.figure = 'PURCHASES'), 0),
    coalesce(sum(w.value) filter (where w.figure in ('SALES', 'REFUNDS')), 0),
    coalesce(sum(w.value) filter (where w.figure in ('ADJUSTMENTS', 'EXPIRED')), 0),
    coalesce(sum(w.value) filter (where w.figure in ('TRANSFERS_IN', 'TRANSFERS_OUT')), 0), sum(w.uncosted)::bigint,
    coalesce(sum(w.uncosted) filter (where w.figure in ('TRANSFERS_IN', 'TRANSFERS_OUT')), 0)::bigint,
    coalesce(-sum(w.quantity) filter (where w.figure in ('SALES', 'REFUNDS')), 0)::bigint,
    coalesce(-sum(w.uncosted) filter (where w.figure in ('SALES', 'REFUNDS')), 0)::bigint, 0::numeric, 0::bigint, 0::bigint
  from worth w group by 1, 2, 3, 4, 5
  union all
  select s.tenant_id, s.product_id, s.location_id, s.business_date, false, 0, 0, 0, 0, 0, 0, 0, 0,
    coalesce(sum(s.quantity * s.unit_price), 0), coalesce(sum(s.quantity) filter (where s.unit_price is null), 0)::bigint,
    coalesce(-sum(s.quantity) filter (where s.unit_price is null and s.quantity < 0), 0)::bigint
  from inventory.priced_sales(p_product_id, p_location_id) s
  group by 1, 2, 3, 4;
end;
comment on function inventory.value_changes(uuid, uuid) is
  'What each day changed of the value of a product at a location, from movements, costs and sales alone; of one product, one location, or all. Several rows for a day: of_costs is what costs of the day added to what had moved by then.';

create or replace function inventory.value_totals(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, business_date date, purchases_value numeric, sales_value numeric,
  adjustments_value numeric, transfers_value numeric, without_cost bigint, transfers_without_cost bigint, sold_quantity bigint,
  sold_without_cost bigint, revenue numeric, sold_without_price bigint, returned_without_price bigint
) language sql stable
begin atomic
  select c.tenant_id, c.product_id, c.location_id, c.business_date, sum(sum(c.purchases_value)) over w, sum(sum(c.sales_value)) over w,
    sum(sum(c.adjustments_value)) over w, sum(sum(c.transfers_value)) over w, (sum(sum(c.without_cost)) over w)::bigint,
    (sum(sum(c.transfers_without_cost)) over w)::bigint, (sum(sum(c.sold_quantity)) over w)::bigint,
    (sum(sum(c.sold_without_cost)) over w)::bigint, sum(sum(c.revenue)) over w, (sum(sum(c.sold_without_price)) over w)::bigint,
    (sum(sum(c.returned_without_price)) over w)::bigint
  from inventory.value_changes(p_product_id, p_location_id) c
  group by c.tenant_id, c.product_id, c.location_id, c.business_date
  window w as (partition by c.tenant_id, c.product_id, c.location_id order by c.business_date);
end;
comment on function inventory.value_totals(uuid, uuid) is
  'The totals of value at the end of each day, from movements, costs and sales alone: what daily_stock and daily_costs together must say.';

create or replace function inventory.cost_totals(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, business_date date, purchases_value numeric, sales_value numeric,
  adjustments_value numeric, transfers_value numeric, without_cost bigint, transfers_without_cost bigint, sold_without_cost bigint
) language sql stable
begin atomic
  select c.tenant_id, c.product_id, c.location_id, c.business_date, sum(c.purchases_value) over w, sum(c.sales_value) over w,
    sum(c.adjustments_value) over w, sum(c.transfers_value) over w, (sum(c.without_cost) over w)::bigint,
    (sum(c.transfers_without_cost) over w)::bigint, (sum(c.sold_without_cost) over w)::bigint
  from inventory.value_changes(p_product_id, p_location_id) c
  where c.of_costs
  window w as (partition by c.tenant_id, c.product_id, c.location_id order by c.business_date);
end;
comment on function inventory.cost_totals(uuid, uuid) is
  'Of value_totals what costs added without a movement: what daily_costs can say. What moved on the day of a cost may be in either.';
grant execute on function inventory.priced_sales(uuid, uuid), inventory.value_changes(uuid, uuid), inventory.value_totals(uuid, uuid),
  inventory.cost_totals(uuid, uuid) to bincard_app;
