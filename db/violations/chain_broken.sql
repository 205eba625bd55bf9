-- Movements that do not continue the movement before them, and chains whose recorded end is not their last movement.
select (select count(*) from (
    select m.sequence, m.balance_before, m.balance_after, m.quantity,
      lag(m.sequence, 1, 0::bigint) over w as sequence_before, lag(m.balance_after, 1, 0::bigint) over w as balance_expected
    from inventory.movements m window w as (partition by m.tenant_id, m.batch_id, m.location_id order by m.sequence)) c
    where c.sequence <> c.sequence_before + 1 or c.balance_before <> c.balance_expected or c.balance_after <> c.balance_before + c.quantity)
  + (select count(*) from inventory.batch_stock s
    left join inventory.movements m on m.tenant_id = s.tenant_id and m.batch_id = s.batch_id and m.location_id = s.location_id
      and m.sequence = s.sequence
    where s.sequence > 0 and (m.id is null or m.hash <> s.head_hash)) as violations
