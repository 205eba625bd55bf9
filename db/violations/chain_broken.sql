-- Movements that do not continue the movement before them, or the anchor where an archive ends, and chains whose recorded end is not their last movement.
select (select count(*) from (
    select m.sequence, m.balance_before, m.balance_after, m.quantity,
      lag(m.sequence, 1, coalesce(e.sequence, 0)) over w as sequence_before, lag(m.balance_after, 1, coalesce((e.intake_quantity - e.sold_quantity + e.refunded_quantity + e.adjusted_quantity + e.transferred_in_quantity - e.transferred_out_quantity - e.expired_quantity), 0)) over w as balance_expected
    from inventory.movements m
    left join (
      select distinct on (a.tenant_id, a.batch_id, a.location_id) a.* from inventory.chain_anchors a
      where a.business_date <= (select max(x.business_date) from inventory.archives x where x.tenant_id = a.tenant_id)
      order by a.tenant_id, a.batch_id, a.location_id, a.business_date desc) e
      on e.tenant_id = m.tenant_id and e.batch_id = m.batch_id and e.location_id = m.location_id
    window w as (partition by m.tenant_id, m.batch_id, m.location_id order by m.sequence)) c
    where c.sequence <> c.sequence_before + 1 or c.balance_before <> c.balance_expected or c.balance_after <> c.balance_before + c.quantity)
  + (select count(*) from inventory.batch_stock s
    left join inventory.movements m on m.tenant_id = s.tenant_id and m.batch_id = s.batch_id and m.location_id = s.location_id
      and m.sequence = s.sequence
    where s.sequence > 0 and (m.id is null or m.hash <> s.head_hash) and not exists (
      select from inventory.chain_anchors a
      where a.tenant_id = s.tenant_id and a.batch_id = s.batch_id and a.location_id = s.location_id and a.sequence = s.sequence
        and a.hash = s.head_hash and a.business_date <= (select max(x.business_date) from inventory.archives x where x.tenant_id = a.tenant_id))) as violations
