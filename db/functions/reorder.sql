-- What to buy: which stock is watched, how much of it is sold, and what a suggestion is. Every query, alert and report uses these
-- definitions.

create or replace view inventory.watched_stock with (security_invoker = true) as
select w.tenant_id, w.product_id, w.location_id, w.minimum, w.maximum, coalesce(a.available, 0) as available
from inventory.stock_policies w
join inventory.products p on p.tenant_id = w.tenant_id and p.id = w.product_id and p.track_inventory and p.status = 'ACTIVE'
join inventory.locations o on o.tenant_id = w.tenant_id and o.id = w.location_id and not inventory.is_set_apart(o.kind, o.active)
left join inventory.stock_availability a
  on a.tenant_id = w.tenant_id and a.product_id = w.product_id and a.location_id = w.location_id
where w.minimum is not null
union all
select p.tenant_id, p.id, null, p.reorder_point, null, (
  select coalesce(sum(a.available), 0)::bigint from inventory.stock_availability a where a.tenant_id = p.tenant_id and a.product_id = p.id)
from inventory.products p
where p.reorder_point is not null and p.track_inventory and p.status = 'ACTIVE' and not exists (
  select from inventory.stock_policies w where w.tenant_id = p.tenant_id and w.product_id = p.id and w.minimum is not null);
comment on view inventory.watched_stock is
  'What must not run low, in base units: a product at each location where it has a policy, and a product without any policy over all locations (no location_id) by its reorder point. Low: less than the minimum is available.';

create or replace function inventory.per_day(p_sold bigint, p_days integer) returns numeric
language sql immutable parallel safe
return case when p_days > 0 then p_sold::numeric / p_days end;
comment on function inventory.per_day(bigint, integer) is 'What is sold on a day on which it is in stock; null where it never was.';

create or replace view inventory.best_suppliers with (security_invoker = true) as
select distinct on (p.tenant_id, p.product_id) p.tenant_id, p.product_id, p.supplier_id,
  case when u.retired_at is null then p.unit else g.base_unit end as unit, case when u.retired_at is null then p.factor else 1 end as factor,
  p.minimum_quantity * case when u.retired_at is null then 1 else p.factor end as minimum_quantity,
  inventory.cost_of_base_unit(p.price, p.factor) as unit_cost, s.lead_time_days
from inventory.supplier_products p
join inventory.suppliers s on s.tenant_id = p.tenant_id and s.id = p.supplier_id and s.active
join inventory.products g on g.tenant_id = p.tenant_id and g.id = p.product_id
join inventory.product_units u on u.tenant_id = p.tenant_id and u.product_id = p.product_id and u.code = p.unit
where p.active
order by p.tenant_id, p.product_id, p.price / p.factor nulls last, s.lead_time_days nulls last, s.code_key;
comment on view inventory.best_suppliers is
  'Who is suggested for a product: of the active suppliers that sell it the one whose base unit is cheapest, one without a price last; then the one that delivers soonest, then by code. Where its unit was retired, which no order takes, it is suggested in base units.';

create or replace function inventory.units_to_order(p_have bigint, p_minimum bigint, p_maximum bigint, p_factor bigint, p_least bigint) returns bigint
language sql immutable parallel safe
return least(greatest((coalesce(p_maximum, p_minimum) - p_have) / p_factor, (p_minimum - p_have + p_factor - 1) / p_factor, p_least),
  inventory.largest_quantity() / p_factor);
comment on function inventory.units_to_order(bigint, bigint, bigint, bigint, bigint) is
  'How many whole units are ordered where less than the minimum is there: as many as fit under the maximum, and no fewer than reach the minimum and than the supplier sells at least; never more than a line of an order takes.';

create or replace view inventory.stock_in_transit with (security_invoker = true) as
select l.tenant_id, l.product_id, t.to_location_id as location_id, sum(m.quantity)::bigint as in_transit
from inventory.transfer_lines l
join inventory.transfers t on t.tenant_id = l.tenant_id and t.id = l.transfer_id and t.status in ('DISPATCHED', 'PARTIALLY_RECEIVED')
join inventory.tenants n on n.id = l.tenant_id
join inventory.locations o on o.tenant_id = t.tenant_id and o.id = t.to_location_id and not inventory.is_set_apart(o.kind, o.active)
cross join lateral (
  select m.batch_id, -sum(m.quantity) as quantity from inventory.movements m
  where m.tenant_id = l.tenant_id and m.document_id = l.transfer_id and m.document_line_id = l.id and m.kind in ('TRANSFER_OUT', 'TRANSFER_IN')
  group by m.batch_id) m
join inventory.batches b on b.tenant_id = l.tenant_id and b.id = m.batch_id
join inventory.lots k on k.tenant_id = b.tenant_id and k.id = b.lot_id
where inventory.is_sellable(k.expiry_date, inventory.is_held(inventory.hold_of(b.hold, k.hold)), inventory.business_date(n.time_zone, now()))
group by l.tenant_id, l.product_id, t.to_location_id;
comment on view inventory.stock_in_transit is
  'Per product and location: what transfers are bringing there that could be sold today, in base units; nothing to a location that is set apart.';

create or replace view inventory.reorder_suggestions with (security_invoker = true) as
select w.tenant_id, w.product_id, h.location_id, w.location_id is null as everywhere, w.available, n.on_order, i.in_transit, w.minimum, w.maximum,
  m.sold as sold_28, m.days as days_28, q.sold as sold_90, q.days as days_90,
  coalesce(inventory.per_day(m.sold, m.days), inventory.per_day(q.sold, q.days), 0) as sold_per_day,
  x.supplier_id, x.lead_time_days, x.unit_cost, coalesce(x.unit, p.base_unit) as unit, coalesce(x.factor, 1) as factor,
  inventory.units_to_order(w.available + n.on_order + i.in_transit, w.minimum, w.maximum, coalesce(x.factor, 1), coalesce(x.minimum_quantity, 1)) as units
from inventory.watched_stock w
join inventory.products p on p.tenant_id = w.tenant_id and p.id = w.product_id
join inventory.tenants t on t.id = w.tenant_id
cross join lateral (
  select coalesce(sum(o.on_order), 0)::bigint as on_order from inventory.stock_on_order o
  where o.tenant_id = w.tenant_id and o.product_id = w.product_id and (w.location_id is null or o.location_id = w.location_id)) n
cross join lateral (
  select coalesce(sum(s.in_transit), 0)::bigint as in_transit from inventory.stock_in_transit s
  where s.tenant_id = w.tenant_id and s.product_id = w.product_id and (w.location_id is null or s.location_id = w.location_id)) i
cross join lateral (select inventory.business_date(t.time_zone, now()) as today offset 0) d
cross join lateral (
  -- What is watched everywhere goes to where it came to last.
  select coalesce(w.location_id, (
    select b.location_id from inventory.batches b
    join inventory.locations o on o.tenant_id = b.tenant_id and o.id = b.location_id and not inventory.is_set_apart(o.kind, o.active)
    where b.tenant_id = w.tenant_id and b.product_id = w.product_id order by b.id desc limit 1), (
    select o.id from inventory.locations o
    where o.tenant_id = w.tenant_id and not inventory.is_set_apart(o.kind, o.active)
    order by o.kind <> 'WAREHOUSE', o.code_key limit 1)) as location_id) h
left join inventory.best_suppliers x on x.tenant_id = w.tenant_id and x.product_id = w.product_id
cross join lateral inventory.sales_before(w.tenant_id, w.product_id, w.location_id, d.today, 28) m
cross join lateral inventory.sales_before(w.tenant_id, w.product_id, w.location_id, d.today, 90) q
where w.available < w.minimum and w.available + n.on_order + i.in_transit < w.minimum and h.location_id is not null;
comment on view inventory.reorder_suggestions is
  'What to buy: watched stock of which less than the minimum is available, on order and in transit to there together, with the numbers behind it; in base units, units in the unit of the supplier.';

grant select on inventory.watched_stock, inventory.best_suppliers, inventory.stock_in_transit, inventory.reorder_suggestions to bincard_app;
grant execute on function inventory.per_day(bigint, integer),
  inventory.units_to_order(bigint, bigint, bigint, bigint, bigint) to bincard_app;
