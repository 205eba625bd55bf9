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

grant execute on function inventory.unit_value(uuid, uuid), inventory.money_decimals(uuid), inventory.money_text(numeric, integer)
  to bincard_app;
