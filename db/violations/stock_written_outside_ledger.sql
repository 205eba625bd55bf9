-- Stock figures that are not the sum of their movements, stock rows that do not say what their lot and batch say, and days whose opening is not the closing before.
select (select count(*) from inventory.batch_stock s
    full join (select m.tenant_id, m.batch_id, m.location_id, sum(m.quantity) as moved, sum(m.moved) as movements,
        coalesce(-sum(m.quantity) filter (where m.kind in ('SALE', 'SALE_VOID')), 0) as sold,
        coalesce(sum(m.quantity) filter (where m.kind = 'REFUND'), 0) as refunded
      from (
        select v.tenant_id, v.batch_id, v.location_id, v.quantity, v.kind, 1 as moved from inventory.movements v
        union all -- what is in an archive, by the anchor where it ends
        select e.tenant_id, e.batch_id, e.location_id, f.quantity, f.kind, f.moved from (
          select distinct on (a.tenant_id, a.batch_id, a.location_id) a.* from inventory.chain_anchors a
          where a.business_date <= (select max(x.business_date) from inventory.archives x where x.tenant_id = a.tenant_id)
          order by a.tenant_id, a.batch_id, a.location_id, a.business_date desc) e
        cross join lateral (values ('SALE', -e.sold_quantity, e.sequence), ('REFUND', e.refunded_quantity, 0), ('OTHER', e.intake_quantity
          + e.adjusted_quantity + e.transferred_in_quantity - e.transferred_out_quantity - e.expired_quantity, 0)) f (kind, quantity, moved)
      ) m group by m.tenant_id, m.batch_id, m.location_id) l
      on l.tenant_id = s.tenant_id and l.batch_id = s.batch_id and l.location_id = s.location_id
    where row(s.quantity, s.sequence, s.sold_quantity, s.refunded_quantity, s.in_stock)
      is distinct from row(l.moved, l.movements, l.sold, l.refunded, l.moved > 0))
  + (select count(*) from inventory.stock_levels s
    left join (select b.tenant_id, b.product_id, b.location_id, sum(b.quantity) as quantity from inventory.batch_stock b
      group by b.tenant_id, b.product_id, b.location_id) b
      on b.tenant_id = s.tenant_id and b.product_id = s.product_id and b.location_id = s.location_id
    where s.on_hand <> coalesce(b.quantity, 0))
  + (select count(*) from (
    select d.opening, d.closing, lag(d.closing, 1, 0::bigint) over w as closed_before,
      last_value(d.closing) over (w rows between unbounded preceding and unbounded following) as last_closing, s.on_hand
    from inventory.daily_stock d
    join inventory.stock_levels s on s.tenant_id = d.tenant_id and s.product_id = d.product_id and s.location_id = d.location_id
    window w as (partition by d.tenant_id, d.product_id, d.location_id order by d.business_date)) d
    where d.opening <> d.closed_before or d.last_closing <> d.on_hand)
  + (select count(*) from inventory.batch_stock s
    join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
    join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
    where s.expiry_date is distinct from l.expiry_date or s.held <> (b.hold is not null or l.hold is not null)) as violations
