-- What a unit of a batch has cost, and what stock is worth: each word once.
--
-- Unit:      a unit of a batch is worth the unit cost of its receipt line and, from their business dates on, the shares of its costs,
--            each divided by its intake (unit_amount). So what came in, was sold, was written off, was transferred and is left of a
--            batch at the end of a day are worth their quantities times its unit of that day, and they add up as the quantities do.
--            A cost adds to what is left and, on its own date, to what is gone: no earlier day changes.
-- Kept:      by the ledger's trigger (daily_stock: each movement at its batch's unit) and by cost_spread (daily_costs).
-- Unknown:   a batch whose receipt line has no unit cost, and of which no cost is of the kind GOODS, has no cost. Its quantity is
--            counted (without_cost). Its freight is worth what was paid for it all the same.

create or replace function inventory.cost_bases(p_cost inventory.batch_costs)
returns table (batch_id uuid, batch_number text, line_number integer, quantity bigint, basis numeric) language sql stable
begin atomic
  select b.id, b.batch_number, b.line_number, b.intake_quantity, case p_cost.spread_by
    when 'VALUE' then b.unit_cost * b.intake_quantity
    when 'WEIGHT' then (p_cost.weights ->> b.id::text)::numeric
    else b.intake_quantity end
  from inventory.batches b
  where b.tenant_id = p_cost.tenant_id and (b.id = p_cost.batch_id or b.receipt_id = p_cost.receipt_id);
end;
comment on function inventory.cost_bases(inventory.batch_costs) is 'The batches of a cost, each with what the cost is spread by; null where it has none.';

create or replace function inventory.cost_shares(p_cost inventory.batch_costs)
returns table (batch_id uuid, share numeric, quantity bigint) language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_missing record;
  v_total numeric;
  v_decimals constant integer := greatest(scale(trim_scale(p_cost.amount)), (
    select coalesce(inventory.currency_decimals(t.currency), 2) from inventory.tenants t where t.id = p_cost.tenant_id));
begin
  select b.batch_number, b.line_number into v_missing
  from inventory.cost_bases(p_cost) b
  where b.basis is null or b.basis < 0 order by b.line_number limit 1;
  if found then
    perform inventory.refuse('cost_basis_missing',
      format(case p_cost.spread_by when 'VALUE' then 'Batch %s has no unit cost' else 'No weight is given for batch %s' end, v_missing.batch_number),
      jsonb_build_object('field', case p_cost.spread_by when 'WEIGHT' then 'weights' else 'spreadBy' end, 'receiptId', p_cost.receipt_id,
        'batchNumber', v_missing.batch_number, 'spreadBy', p_cost.spread_by),
      case p_cost.spread_by when 'VALUE' then 'Spread it by QUANTITY, or by WEIGHT with the weight of each batch.'
        else 'Give the weight of each batch of the receipt, zero or more.' end);
  end if;
  select sum(b.basis) into v_total from inventory.cost_bases(p_cost) b;
  if v_total is null or v_total = 0 then
    perform inventory.refuse('cost_basis_missing', format('The batches have nothing to spread a cost by %s', p_cost.spread_by),
      jsonb_build_object('field', 'spreadBy', 'receiptId', p_cost.receipt_id, 'spreadBy', p_cost.spread_by), 'Spread it by QUANTITY.');
  end if;
  -- Rounded towards zero; the cents that are left go to the largest remainders, of equal ones to the earlier lines.
  return query
    with parts as (
      select b.batch_id, b.quantity, b.line_number, trunc(p_cost.amount * b.basis / v_total, v_decimals) as share,
        abs(p_cost.amount * b.basis) - abs(trunc(p_cost.amount * b.basis / v_total, v_decimals)) * v_total as remainder
      from inventory.cost_bases(p_cost) b
    ), places as (
      select p.*, row_number() over (order by p.remainder desc, p.line_number, p.batch_id) as place,
        (abs(p_cost.amount) - sum(abs(p.share)) over ()) * 10::numeric ^ v_decimals as cents
      from parts p
    )
    select p.batch_id, p.share + case when p.place <= p.cents then sign(p_cost.amount) * 10::numeric ^ -v_decimals else 0 end, p.quantity
    from places p;
end
$$;
comment on function inventory.cost_shares(inventory.batch_costs) is
  'Each batch''s share of a cost, to the cent of the tenant''s currency (or as fine as the amount is), by largest remainder: they add up to it. Refuses (cost_basis_missing) a batch without a basis.';

create or replace function inventory.unit_value(p_tenant_id uuid, p_batch_id uuid, out unit_value numeric, out cost_known boolean, out costed_on date)
language sql stable
begin atomic
  select coalesce(b.unit_cost, 0) + coalesce(c.unit_amount, 0), b.unit_cost is not null or coalesce(c.goods, false), c.latest
  from inventory.batches b
  cross join lateral (
    select sum(l.unit_amount) as unit_amount, bool_or(l.kind = 'GOODS') as goods, max(l.business_date)::date as latest
    from inventory.batch_cost_lines l where l.tenant_id = b.tenant_id and l.batch_id = b.id) c
  where b.tenant_id = p_tenant_id and b.id = p_batch_id;
end;
comment on function inventory.unit_value(uuid, uuid) is
  'What one unit of a batch has cost so far: its unit cost and the shares of its costs; whether that has what the goods themselves cost; the date of the last cost.';

create or replace function inventory.money_decimals(p_tenant_id uuid) returns integer
language sql stable
begin atomic
  select coalesce(inventory.currency_decimals(t.currency), 2) from inventory.tenants t where t.id = p_tenant_id;
end;
comment on function inventory.money_decimals(uuid) is 'The digits after the point of the tenant''s currency; 2 while it has none.';

create or replace function inventory.money_text(p_amount numeric, p_decimals integer) returns text
language sql immutable parallel safe
-- First to what the sums are exact to: a third of a cent, taken three times, is a cent, and half a cent rounds up.
return round(round(p_amount, 9), p_decimals)::text;
comment on function inventory.money_text(numeric, integer) is 'An amount rounded once, as it is shown.';

create or replace function inventory.price_text(p_price numeric) returns text
language sql immutable parallel safe
return p_price::numeric(20, 6)::text;
comment on function inventory.price_text(numeric) is 'A unit price as the API shows it, with the digits that are kept.';
grant execute on function inventory.price_text(numeric) to bincard_app;

create or replace function inventory.totals_on(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_date date) returns table (
  quantity bigint, purchases_value numeric, sales_value numeric, adjustments_value numeric, transfers_value numeric, without_cost bigint,
  transfers_without_cost bigint, sold_quantity bigint, sold_without_cost bigint, revenue numeric, sold_without_price bigint,
  returned_without_price bigint
) language sql stable
begin atomic
  select coalesce(d.closing, 0)::bigint, coalesce(d.purchases_value, 0) + coalesce(c.purchases_value, 0),
    coalesce(d.sales_value, 0) + coalesce(c.sales_value, 0), coalesce(d.adjustments_value, 0) + coalesce(c.adjustments_value, 0),
    coalesce(d.transfers_value, 0) + coalesce(c.transfers_value, 0), coalesce(d.without_cost, 0) + coalesce(c.without_cost, 0),
    coalesce(d.transfers_without_cost, 0) + coalesce(c.transfers_without_cost, 0), coalesce(d.sold_quantity, 0),
    coalesce(d.sold_without_cost, 0) + coalesce(c.sold_without_cost, 0), coalesce(d.revenue, 0), coalesce(d.sold_without_price, 0),
    coalesce(d.returned_without_price, 0)
  from (values (true)) k (one)
  left join lateral (
    select d.* from inventory.daily_stock d
    where d.tenant_id = p_tenant_id and d.product_id = p_product_id and d.location_id = p_location_id and d.business_date <= p_date
    order by d.business_date desc limit 1) d on true
  left join lateral (
    select c.* from inventory.daily_costs c
    where c.tenant_id = p_tenant_id and c.product_id = p_product_id and c.location_id = p_location_id and c.business_date <= p_date
    order by c.business_date desc limit 1) c on true;
end;
comment on function inventory.totals_on(uuid, uuid, uuid, date) is
  'What daily_stock and daily_costs say of a product at a location at the end of a day: on hand, and the totals up to there. Its value is the sum of the four values.';

-- How:       a look-up for each place reads a page of the index for each. So the last days of all places are read in the order of their
--            dates first, as many rows as there are places: they are side by side, and most places are among them. Only the rest is looked up,
--            and nothing where the period has no more rows. EXCEPT and not a join: it costs the same whatever the planner expects.
create or replace function inventory.totals_of_places(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_date date) returns table (
  product_id uuid, location_id uuid, quantity bigint, purchases_value numeric, sales_value numeric, adjustments_value numeric,
  transfers_value numeric, without_cost bigint, transfers_without_cost bigint, sold_quantity bigint, sold_without_cost bigint,
  revenue numeric, sold_without_price bigint, returned_without_price bigint
) language sql stable
begin atomic
  with places as materialized (
    select s.product_id, s.location_id from inventory.stock_levels s
    where s.tenant_id = p_tenant_id and (p_product_id is null or s.product_id = p_product_id)
      and (p_location_id is null or s.location_id = p_location_id)
  ), size as materialized (
    select case when p_product_id is null then count(*) else 0 end as rows from places
  ), days as materialized (
    select distinct on (d.product_id, d.location_id) d.* from (
      select d.product_id, d.location_id, d.business_date, d.closing, d.purchases_value, d.sales_value, d.adjustments_value,
        d.transfers_value, d.without_cost, d.transfers_without_cost, d.sold_quantity, d.sold_without_cost, d.revenue, d.sold_without_price,
        d.returned_without_price
      from inventory.daily_stock d
      where d.tenant_id = p_tenant_id and d.business_date <= p_date and (p_location_id is null or d.location_id = p_location_id)
      order by d.business_date desc limit (select z.rows from size z)) d
    order by d.product_id, d.location_id, d.business_date desc
  ), costs as materialized (
    select distinct on (c.product_id, c.location_id) c.* from (
      select c.product_id, c.location_id, c.business_date, c.purchases_value, c.sales_value, c.adjustments_value, c.transfers_value,
        c.without_cost, c.transfers_without_cost, c.sold_without_cost
      from inventory.daily_costs c
      where c.tenant_id = p_tenant_id and c.business_date <= p_date and (p_location_id is null or c.location_id = p_location_id)
      order by c.business_date desc limit (select z.rows from size z)) c
    order by c.product_id, c.location_id, c.business_date desc
  )
  select d.product_id, d.location_id, d.closing, d.purchases_value::numeric, d.sales_value::numeric, d.adjustments_value::numeric,
    d.transfers_value::numeric, d.without_cost, d.transfers_without_cost, d.sold_quantity, d.sold_without_cost, d.revenue::numeric,
    d.sold_without_price, d.returned_without_price
  from days d
  union all
  select p.product_id, p.location_id, d.closing, d.purchases_value, d.sales_value, d.adjustments_value, d.transfers_value, d.without_cost,
    d.transfers_without_cost, d.sold_quantity, d.sold_without_cost, d.revenue, d.sold_without_price, d.returned_without_price
  from (select p.product_id, p.location_id from places p except select d.product_id, d.location_id from days d) p
  cross join lateral (
    select d.* from inventory.daily_stock d
    where d.tenant_id = p_tenant_id and d.product_id = p.product_id and d.location_id = p.location_id and d.business_date <= p_date
    order by d.business_date desc limit 1) d
  where exists (
    select from inventory.daily_stock d
    where d.tenant_id = p_tenant_id and d.business_date <= p_date and (p_location_id is null or d.location_id = p_location_id)
    offset (select z.rows from size z))
  union all
  select c.product_id, c.location_id, 0, c.purchases_value, c.sales_value, c.adjustments_value, c.transfers_value, c.without_cost,
    c.transfers_without_cost, 0, c.sold_without_cost, 0, 0, 0
  from costs c
  union all
  select p.product_id, p.location_id, 0, c.purchases_value, c.sales_value, c.adjustments_value, c.transfers_value, c.without_cost,
    c.transfers_without_cost, 0, c.sold_without_cost, 0, 0, 0
  from (select p.product_id, p.location_id from places p except select c.product_id, c.location_id from costs c) p
  cross join lateral (
    select c.* from inventory.daily_costs c
    where c.tenant_id = p_tenant_id and c.product_id = p.product_id and c.location_id = p.location_id and c.business_date <= p_date
    order by c.business_date desc limit 1) c
  where exists (
    select from inventory.daily_costs c
    where c.tenant_id = p_tenant_id and c.business_date <= p_date and (p_location_id is null or c.location_id = p_location_id)
    offset (select z.rows from size z));
end;
comment on function inventory.totals_of_places(uuid, uuid, uuid, date) is
  'totals_on of all places, of one product or one location, to be added up: a place has a row of daily_stock, one of daily_costs, both or none.';

create or replace function inventory.totals_before(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_date date) returns table (
  closing bigint, purchases_value numeric, sales_value numeric, adjustments_value numeric, transfers_value numeric, without_cost bigint,
  transfers_without_cost bigint, sold_quantity bigint, sold_without_cost bigint, revenue numeric, sold_without_price bigint,
  returned_without_price bigint
) language sql stable
begin atomic
  select coalesce(d.closing, 0)::bigint, coalesce(d.purchases_value, 0)::numeric, coalesce(d.sales_value, 0)::numeric,
    coalesce(d.adjustments_value, 0)::numeric, coalesce(d.transfers_value, 0)::numeric, coalesce(d.without_cost, 0),
    coalesce(d.transfers_without_cost, 0), coalesce(d.sold_quantity, 0), coalesce(d.sold_without_cost, 0), coalesce(d.revenue, 0)::numeric,
    coalesce(d.sold_without_price, 0), coalesce(d.returned_without_price, 0)
  from (values (true)) k (one)
  left join lateral (
    select d.* from inventory.daily_stock d
    where d.tenant_id = p_tenant_id and d.product_id = p_product_id and d.location_id = p_location_id and d.business_date < p_date
    order by d.business_date desc limit 1) d on true;
end;
comment on function inventory.totals_before(uuid, uuid, uuid, date) is
  'The closing and the totals of the last day before a date in daily_stock: what the first movement of a day begins with. Zeros where there is none.';

create or replace function inventory.totals_now(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_date date) returns table (
  closing bigint, purchases_value numeric, sales_value numeric, adjustments_value numeric, transfers_value numeric, without_cost bigint,
  transfers_without_cost bigint, sold_quantity bigint, sold_without_cost bigint, revenue numeric, sold_without_price bigint,
  returned_without_price bigint
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return query select * from inventory.totals_before(p_tenant_id, p_product_id, p_location_id, p_date);
end
$$;
comment on function inventory.totals_now(uuid, uuid, uuid, date) is
  'As totals_before, for the statement that takes the lock itself: volatile, so it sees what was written while that statement waited.';

grant execute on function inventory.unit_value(uuid, uuid), inventory.money_decimals(uuid), inventory.money_text(numeric, integer),
  inventory.totals_on(uuid, uuid, uuid, date),
  inventory.totals_of_places(uuid, uuid, uuid, date), inventory.totals_before(uuid, uuid, uuid, date) to bincard_app;
