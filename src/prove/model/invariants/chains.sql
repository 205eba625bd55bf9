-- Movements that are out of sequence in their chain, or whose balances are not the sum of the movements up to them.
-- Movements of an earlier date than the one before them, and chains whose last movement differs from batch_stock.
select c.id, c.batch_id, c.location_id, c.sequence, c.balance_before, c.balance_after
from (
  select m.*, row_number() over w as position, sum(m.quantity) over w as balance, lag(m.id) over w as id_before,
    lag(m.business_date) over w as date_before,
    lead(m.id) over w is null as is_last
  from inventory.movements m
  window w as (partition by m.batch_id, m.location_id order by m.sequence)) c
left join inventory.batch_stock s on s.tenant_id = c.tenant_id and s.batch_id = c.batch_id and s.location_id = c.location_id
where c.sequence <> c.position or c.id < c.id_before or c.business_date < c.date_before
  or c.balance_after <> c.balance or c.balance_before <> c.balance - c.quantity
  or (c.is_last and row(s.sequence, s.quantity, s.head_hash, s.last_business_date)
    is distinct from row(c.sequence, c.balance_after, c.hash, c.business_date))
