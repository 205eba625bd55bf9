-- Ledger step: a cost is spread over its batches, and adds to what is left of them at each place and to what is gone.
--
-- How:       the shares are fixed as rows (cost_shares). Under the locks of the stock levels nothing of the batches moves, so that what
--            has been sold, written off, transferred and is left of each are the sums in batch_stock. They are of the cost's business
--            date: a batch that has moved on a later one is refused, and from now on it takes no movement of an earlier one (costed_on).
-- Guards:    batch_voided, cost_basis_missing, cost_negative, business_date_out_of_order
-- Locks:     the batches by id, so that none comes to a place where it has not been; stock_levels by (tenant, product, location), batch_stock,
--            daily_costs
-- Rights:    security definer: only the ledger's functions write stock figures.

create or replace function inventory.tg_cost_spread() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_batch record;
  v_place record;
  v_unit numeric;
  v_lowest numeric;
  v_latest record;
  v_known_on date; -- since when the goods have a cost without this one
  v_newly_known boolean;
  v_decimals constant integer := inventory.money_decimals(new.tenant_id);
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.check_isolation();
  for v_batch in
    select b.id, b.batch_number, b.voided_at, case when exists (
        select from inventory.receipts r where r.tenant_id = b.tenant_id and r.id = b.receipt_id and r.assembly_id is not null)
      then 'assembly' else 'receipt' end as origin
    from inventory.batches b
    where b.tenant_id = new.tenant_id and (b.id = new.batch_id or b.receipt_id = new.receipt_id) order by b.id for no key update
  loop
    if v_batch.voided_at is not null then
      perform inventory.refuse('batch_voided', format('The %s of batch %s was voided', v_batch.origin, v_batch.batch_number),
        jsonb_build_object('field', case when new.batch_id is null then 'receiptId' else 'batchId' end, 'batchId', v_batch.id,
          'batchNumber', v_batch.batch_number), case v_batch.origin
          when 'assembly' then 'Its parts are in their own batches again: add the cost to these, or to the assembly that replaced it.'
          else 'Add the cost to the receipt that replaced it.' end);
    end if;
  end loop;
  perform inventory.lock_stock(new.tenant_id, array_agg(s.product_id), array_agg(s.location_id))
  from inventory.cost_bases(new) b
  join inventory.batch_stock s on s.tenant_id = new.tenant_id and s.batch_id = b.batch_id;

  for v_batch in
    select h.batch_id, h.share, h.quantity, b.batch_number, b.unit_cost
    from inventory.cost_shares(new) h
    join inventory.batches b on b.tenant_id = new.tenant_id and b.id = h.batch_id
    order by h.batch_id
  loop
    select s.location_id, s.product_id, s.last_business_date into v_latest from inventory.batch_stock s
    where s.tenant_id = new.tenant_id and s.batch_id = v_batch.batch_id and s.last_business_date > new.business_date
    order by s.last_business_date desc limit 1;
    if found then
      perform inventory.refuse_earlier_date(new.business_date, v_latest.last_business_date, new.tenant_id, v_latest.product_id,
        v_batch.batch_id, v_latest.location_id, null);
    end if;
    v_unit := round(v_batch.share / v_batch.quantity, 20);
    if v_unit < 0 then -- on no day has a batch cost less than nothing: later costs that are there already do not make up for it
      select coalesce(v_batch.unit_cost, 0) + min(d.added) into v_lowest
      from (
        select coalesce(sum(l.unit_amount), 0) as added
        from (
          select new.business_date as day
          union
          select c.business_date from inventory.batch_cost_lines c
          where c.tenant_id = new.tenant_id and c.batch_id = v_batch.batch_id and c.business_date > new.business_date) k
        left join inventory.batch_cost_lines l
          on l.tenant_id = new.tenant_id and l.batch_id = v_batch.batch_id and l.business_date <= k.day
        group by k.day) d;
      if round((v_lowest + v_unit) * v_batch.quantity, v_decimals) < 0 then
        perform inventory.refuse('cost_negative',
          format('Batch %s has cost %s, and %s would be taken off', v_batch.batch_number,
            trim_scale(round(v_lowest * v_batch.quantity, 6)), trim_scale(-v_batch.share)),
          jsonb_build_object('field', 'amount', 'batchId', v_batch.batch_id, 'batchNumber', v_batch.batch_number, 'cost', trim_scale(round(v_lowest * v_batch.quantity, 6))::text,
            'amount', trim_scale(v_batch.share)::text), 'Take off at most what the batch has cost.');
      end if;
      v_unit := greatest(v_unit, -v_lowest); -- what units are rounded by is no debt: all of a cost can be taken off
    end if;
    select min(l.business_date) into v_known_on from inventory.batch_cost_lines l
    where l.tenant_id = new.tenant_id and l.batch_id = v_batch.batch_id and l.kind = 'GOODS';
    v_newly_known := new.kind = 'GOODS' and v_batch.unit_cost is null and coalesce(new.business_date < v_known_on, true);
    insert into inventory.batch_cost_lines (tenant_id, cost_id, batch_id, kind, business_date, amount, quantity, unit_amount)
    values (new.tenant_id, new.id, v_batch.batch_id, new.kind, new.business_date, v_batch.share, v_batch.quantity, v_unit);

    for v_place in
      update inventory.batch_stock s set unit_value = s.unit_value + v_unit, cost_known = s.cost_known or new.kind = 'GOODS',
        costed_on = greatest(s.costed_on, new.business_date)
      where s.tenant_id = new.tenant_id and s.batch_id = v_batch.batch_id
      returning s.product_id, s.location_id, v_unit * s.intake_quantity as purchases, -v_unit * (s.sold_quantity - s.refunded_quantity) as sales,
        v_unit * (s.adjusted_quantity - s.expired_quantity) as adjustments,
        v_unit * (s.transferred_in_quantity - s.transferred_out_quantity) as transfers,
        case when v_newly_known then -s.quantity else 0 end as without_cost,
        case when v_newly_known then s.transferred_out_quantity - s.transferred_in_quantity else 0 end as transfers_without_cost,
        case when v_newly_known then s.refunded_quantity - s.sold_quantity else 0 end as sold_without_cost
    loop
      insert into inventory.daily_costs as c (tenant_id, product_id, location_id, business_date, purchases_value, sales_value,
        adjustments_value, transfers_value, without_cost, transfers_without_cost, sold_without_cost)
      select new.tenant_id, v_place.product_id, v_place.location_id, new.business_date, coalesce(b.purchases_value, 0),
        coalesce(b.sales_value, 0), coalesce(b.adjustments_value, 0), coalesce(b.transfers_value, 0), coalesce(b.without_cost, 0),
        coalesce(b.transfers_without_cost, 0), coalesce(b.sold_without_cost, 0)
      from (values (true)) k (one)
      left join lateral (
        select b.* from inventory.daily_costs b
        where b.tenant_id = new.tenant_id and b.product_id = v_place.product_id and b.location_id = v_place.location_id
          and b.business_date < new.business_date
        order by b.business_date desc limit 1) b on true
      on conflict (tenant_id, product_id, location_id, business_date) do nothing;
      update inventory.daily_costs c set -- of a later date too: these are totals
        purchases_value = c.purchases_value + v_place.purchases, sales_value = c.sales_value + v_place.sales,
        adjustments_value = c.adjustments_value + v_place.adjustments, transfers_value = c.transfers_value + v_place.transfers,
        -- Only until the goods had a cost already: an invoice may be entered after one of a later date.
        without_cost = c.without_cost + case when c.business_date < v_known_on is not false then v_place.without_cost else 0 end,
        transfers_without_cost = c.transfers_without_cost
          + case when c.business_date < v_known_on is not false then v_place.transfers_without_cost else 0 end,
        sold_without_cost = c.sold_without_cost
          + case when c.business_date < v_known_on is not false then v_place.sold_without_cost else 0 end
      where c.tenant_id = new.tenant_id and c.product_id = v_place.product_id and c.location_id = v_place.location_id
        and c.business_date >= new.business_date;
    end loop;
  end loop;
  return null;
end
$$;
comment on function inventory.tg_cost_spread() is
  'Ledger step: writes the shares of a cost, what a unit of its batches costs from now on, and what it adds to the value of what is left and of what is gone.';

drop trigger if exists _500_spread on inventory.batch_costs;
create trigger _500_spread after insert on inventory.batch_costs
  for each row execute function inventory.tg_cost_spread();
comment on trigger _500_spread on inventory.batch_costs is
  E'Ledger step: spreads a cost over its batches, and adds it to the value of what is left and of what is gone.\nGuards: batch_voided, cost_basis_missing, cost_negative, business_date_out_of_order';
