-- Rebuilding: stock figures written again from their movements, when reconciliation repairs them.

create or replace function inventory.rebuild_batch_stock(p_tenant_id uuid, p_product_id uuid, p_batch_id uuid, p_location_id uuid)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  insert into inventory.batch_stock as s (tenant_id, batch_id, location_id, product_id, expiry_date, held, received_at, quantity, in_stock,
    sequence, last_business_date, head_hash, intake_quantity, sold_quantity, refunded_quantity, adjusted_quantity, transferred_in_quantity,
    transferred_out_quantity, expired_quantity, unit_value, cost_known, costed_on)
  select l.tenant_id, l.batch_id, l.location_id, l.product_id, t.expiry_date,
    inventory.is_held(inventory.hold_of(b.hold, t.hold)), b.received_at, l.quantity, l.quantity > 0,
    l.sequence, h.business_date, h.hash,
    l.intake, l.sold, l.refunded, l.adjusted, l.transferred_in, l.transferred_out, l.expired, u.unit_value, u.cost_known, u.costed_on
  from inventory.ledger_by_batch(p_product_id, p_location_id) l
  cross join lateral inventory.unit_value(l.tenant_id, l.batch_id) u
  join inventory.batches b on b.tenant_id = l.tenant_id and b.id = l.batch_id
  join inventory.lots t on t.tenant_id = b.tenant_id and t.id = b.lot_id
  cross join lateral (
    select m.business_date, m.hash from (
      select v.business_date, v.hash, v.sequence from inventory.movements v
      where v.tenant_id = l.tenant_id and v.batch_id = l.batch_id and v.location_id = l.location_id
      union all
      select e.business_date, e.hash, e.sequence from inventory.archived_ends e
      where e.tenant_id = l.tenant_id and e.batch_id = l.batch_id and e.location_id = l.location_id
    ) m
    order by m.sequence desc limit 1) h
  where l.tenant_id = p_tenant_id and l.batch_id = p_batch_id
  on conflict (tenant_id, batch_id, location_id) do update set
    expiry_date = excluded.expiry_date, held = excluded.held, quantity = excluded.quantity, in_stock = excluded.in_stock, sequence = excluded.sequence,
    last_business_date = excluded.last_business_date, head_hash = excluded.head_hash,
    intake_quantity = excluded.intake_quantity, sold_quantity = excluded.sold_quantity,
    refunded_quantity = excluded.refunded_quantity, adjusted_quantity = excluded.adjusted_quantity,
    transferred_in_quantity = excluded.transferred_in_quantity, transferred_out_quantity = excluded.transferred_out_quantity,
    expired_quantity = excluded.expired_quantity, unit_value = excluded.unit_value, cost_known = excluded.cost_known,
    costed_on = excluded.costed_on;
  if not found then -- no movement belongs to the row
    delete from inventory.batch_stock s
    where s.tenant_id = p_tenant_id and s.batch_id = p_batch_id and s.location_id = p_location_id;
  end if;
end
$$;
comment on function inventory.rebuild_batch_stock(uuid, uuid, uuid, uuid) is
  'Writes a batch_stock row from its movements, or deletes it when there are none.';

create or replace function inventory.rebuild_days(p_tenant_id uuid, p_product_id uuid, p_location_id uuid)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  delete from inventory.daily_stock d
  where d.tenant_id = p_tenant_id and d.product_id = p_product_id and d.location_id = p_location_id;
  delete from inventory.daily_costs c
  where c.tenant_id = p_tenant_id and c.product_id = p_product_id and c.location_id = p_location_id;
  insert into inventory.daily_costs (tenant_id, product_id, location_id, business_date, purchases_value, sales_value, adjustments_value,
    transfers_value, without_cost, transfers_without_cost, sold_without_cost)
  select c.tenant_id, c.product_id, c.location_id, c.business_date, c.purchases_value, c.sales_value, c.adjustments_value,
    c.transfers_value, c.without_cost, c.transfers_without_cost, c.sold_without_cost
  from inventory.cost_totals(p_product_id, p_location_id) c
  where c.tenant_id = p_tenant_id;
  insert into inventory.daily_stock (tenant_id, product_id, location_id, business_date, opening, purchases, sales, refunds,
    adjustments, transfers_in, transfers_out, expired, closing, purchases_value, sales_value, adjustments_value, transfers_value,
    without_cost, transfers_without_cost, sold_quantity, sold_without_cost, revenue, sold_without_price, returned_without_price)
  select l.tenant_id, l.product_id, l.location_id, l.business_date, l.closing - l.net, l.purchases, l.sales, l.refunds,
    l.adjustments, l.transfers_in, l.transfers_out, l.expired, l.closing, v.purchases_value - coalesce(c.purchases_value, 0),
    v.sales_value - coalesce(c.sales_value, 0), v.adjustments_value - coalesce(c.adjustments_value, 0),
    v.transfers_value - coalesce(c.transfers_value, 0), v.without_cost - coalesce(c.without_cost, 0),
    v.transfers_without_cost - coalesce(c.transfers_without_cost, 0), v.sold_quantity,
    v.sold_without_cost - coalesce(c.sold_without_cost, 0), v.revenue, v.sold_without_price, v.returned_without_price
  from inventory.ledger_by_day(p_product_id, p_location_id) l
  join inventory.value_totals(p_product_id, p_location_id) v
    on v.tenant_id = l.tenant_id and v.product_id = l.product_id and v.location_id = l.location_id and v.business_date = l.business_date
  left join lateral ( -- what costs did is kept apart
    select c.* from inventory.daily_costs c
    where c.tenant_id = l.tenant_id and c.product_id = l.product_id and c.location_id = l.location_id and c.business_date <= l.business_date
    order by c.business_date desc limit 1) c on true
  where l.tenant_id = p_tenant_id;
end
$$;
comment on function inventory.rebuild_days(uuid, uuid, uuid) is 'Writes a product''s days at a location from its movements, and what costs added to them.';
