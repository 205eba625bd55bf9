-- Balances of a batch or a product at a location that were ever negative, and stock figures that are negative now.
select 'batch' as what, m.id from inventory.movements m where m.balance_after < 0 or m.balance_before < 0
union all
select 'product', p.id from (
  select m.id, sum(m.quantity) over (partition by m.product_id, m.location_id order by m.id) as on_hand
  from inventory.movements m) p where p.on_hand < 0
union all
select 'batch_stock', s.batch_id from inventory.batch_stock s
where least(s.quantity, s.intake_quantity, s.expired_quantity) < 0
union all
-- What was sold at one location may come back to another one.
select 'batch', s.batch_id from inventory.batch_stock s
group by s.batch_id having sum(s.sold_quantity) < sum(s.refunded_quantity)
union all
select 'stock_levels', s.product_id from inventory.stock_levels s where least(s.on_hand, s.reserved) < 0
union all
select 'daily_stock', d.product_id from inventory.daily_stock d where least(d.opening, d.closing) < 0
