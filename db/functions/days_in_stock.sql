-- What was sold of a product, or went into sets, in the days before a day, and on how many of these days it could be bought.
--
-- Sets:      what an assembly took of its parts is wanted again for the next one. A voided assembly took nothing.
-- Days:      a day counts where a unit that had not expired was there at its start or at its end, or was sold or assembled. Held and reserved
--            units count: nobody keeps for how long they were. A place that is set apart does not count.
-- Cost:      daily_stock says how much was there. Only where a lot of the product has expired are the balances of its batches looked
--            at, back from what is left now; what was moved out to an archive is in the sums of its days.

create or replace function inventory.days_expired(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_from date, p_to date)
returns datemultirange language sql stable
begin atomic
  with batches as ( -- of which something was left when they expired
    select s.batch_id, s.expiry_date, s.quantity, greatest(s.expiry_date + 1, p_from) as first
    from inventory.lots l
    join inventory.batches b on b.tenant_id = l.tenant_id and b.lot_id = l.id
    join inventory.batch_stock s on s.tenant_id = b.tenant_id and s.batch_id = b.id and s.location_id = p_location_id
    where l.tenant_id = p_tenant_id and l.product_id = p_product_id and l.expiry_date < p_to - 1
      and (s.in_stock or s.last_business_date > l.expiry_date and s.last_business_date >= p_from)
  ), moved as (
    select b.batch_id, m.business_date, m.quantity
    from batches b
    join inventory.movements m on m.tenant_id = p_tenant_id and m.batch_id = b.batch_id and m.location_id = p_location_id
      and m.business_date >= b.first
    union all
    select b.batch_id, a.business_date, a.quantity
    from batches b
    join inventory.archived_sums a on a.tenant_id = p_tenant_id and a.product_id = p_product_id and a.batch_id = b.batch_id
      and a.location_id = p_location_id and a.business_date >= b.first
  ), days as (
    select g.day, e.at_start, e.at_end
    from (select p_from + n as day from generate_series(0, p_to - p_from - 1) n) g
    cross join lateral (
      select sum(b.quantity - m.since) as at_start, sum(b.quantity - m.after) as at_end
      from batches b
      cross join lateral (
        select coalesce(sum(m.quantity), 0) as since, coalesce(sum(m.quantity) filter (where m.business_date > g.day), 0) as after
        from moved m where m.batch_id = b.batch_id and m.business_date >= g.day) m
      where b.expiry_date < g.day) e
    where e.at_start > 0 or e.at_end > 0
  )
  select coalesce(range_agg(daterange(d.day, d.day + 1)), '{}')
  from days d
  cross join lateral (
    select k.business_date = d.day as moved, k.opening, k.closing, k.sales from inventory.daily_stock k
    where k.tenant_id = p_tenant_id and k.product_id = p_product_id and k.location_id = p_location_id and k.business_date <= d.day
    order by k.business_date desc limit 1) k
  where k.closing <= d.at_end and (not k.moved or k.opening <= d.at_start and k.sales = 0);
end;
comment on function inventory.days_expired(uuid, uuid, uuid, date, date) is
  'On which days, from one and before another, all that stood of a product at a location had expired and nothing was sold.';

create or replace function inventory.sales_before(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_today date, p_days integer)
returns table (sold bigint, days integer) language sql stable
begin atomic
  with sets as (
    select a.location_id, a.business_date, sum(r.base_quantity) as quantity
    from inventory.assembly_parts r
    join inventory.assemblies a on a.tenant_id = r.tenant_id and a.id = r.assembly_id and a.status = 'COMPLETED'
    where r.tenant_id = p_tenant_id and r.product_id = p_product_id
      and a.business_date >= p_today - p_days and a.business_date < p_today
    group by 1, 2
  ), days as (
    select s.location_id, d.*, coalesce(lead(d.business_date) over (partition by s.location_id order by d.business_date), p_today) as next
    from inventory.stock_levels s
    join inventory.locations o on o.tenant_id = s.tenant_id and o.id = s.location_id and not inventory.is_set_apart(o.kind, o.active)
    cross join lateral (
      select k.business_date, k.opening, k.closing, k.sales, k.refunds from inventory.daily_stock k
      where k.tenant_id = s.tenant_id and k.product_id = s.product_id and k.location_id = s.location_id and k.business_date < p_today
        and k.business_date >= coalesce((
          select b.business_date from inventory.daily_stock b
          where b.tenant_id = s.tenant_id and b.product_id = s.product_id and b.location_id = s.location_id
            and b.business_date <= p_today - p_days
          order by b.business_date desc limit 1), p_today - p_days)
      offset 0) d
    where s.tenant_id = p_tenant_id and s.product_id = p_product_id and (p_location_id is null or s.location_id = p_location_id)
  ), places as (
    select d.location_id, sum(coalesce(a.quantity, 0) - d.sales - d.refunds) filter (where d.business_date >= p_today - p_days) as sold,
      -- A row stands for its day, and for the days without a movement that follow it.
      range_agg(case when d.opening > 0 or d.closing > 0 or d.sales <> 0 or a.quantity > 0
          then daterange(d.business_date, case when d.closing > 0 then d.next else d.business_date + 1 end) else 'empty' end)
        * datemultirange(daterange(p_today - p_days, p_today)) as stocked,
      range_agg(case when a.quantity > 0 then daterange(d.business_date, d.business_date + 1) else 'empty' end) as assembled
    from days d
    left join sets a on a.location_id = d.location_id and a.business_date = d.business_date
    group by d.location_id
  ), sellable as (
    select p.sold, p.stocked - case
      when exists ( -- asked once
        select from inventory.lots l where l.tenant_id = p_tenant_id and l.product_id = p_product_id and l.expiry_date < p_today - 1)
      then inventory.days_expired(p_tenant_id, p_product_id, p.location_id, p_today - p_days, p_today)
      else '{}' end + p.assembled as stocked
    from places p
  ), sums as (
    select greatest(coalesce(sum(s.sold), 0), 0)::bigint as sold, (
      select coalesce(sum(upper(r) - lower(r)), 0)::integer
      from (select range_agg(r) as all_of from sellable x cross join lateral unnest(x.stocked) r) u
      cross join lateral unnest(u.all_of) r) as days
    from sellable s
  )
  select s.sold, s.days from sums s;
end;
comment on function inventory.sales_before(uuid, uuid, uuid, date, integer) is
  'What was sold of a product, without what came back, or went into sets in so many days before a day, in base units, at a location or at all that are not set apart; and on how many of these days it could be bought: on the others nothing that had not expired was there.';
grant execute on function inventory.days_expired(uuid, uuid, uuid, date, date), inventory.sales_before(uuid, uuid, uuid, date, integer) to bincard_app;
