-- Movements of an earlier date than the one before them in their chain, chains whose recorded last date is another one,
-- movements of another date than that of their backdated document, and such documents of a day that was not over or before 2000.
select (select count(*) from (
    select m.business_date, lag(m.business_date) over (partition by m.tenant_id, m.batch_id, m.location_id order by m.sequence) as before
    from inventory.movements m) c
    where c.business_date < c.before)
  + (select count(*) from inventory.batch_stock s
    join inventory.movements m on m.tenant_id = s.tenant_id and m.batch_id = s.batch_id and m.location_id = s.location_id
      and m.sequence = s.sequence
    where m.business_date <> s.last_business_date)
  + (select count(*) from (
      select r.tenant_id, r.id, 'RECEIPT' as kind, r.business_date, r.backdated, r.recorded_at as written_at from inventory.receipts r
      union all
      select s.tenant_id, s.id, 'SALE', s.business_date, s.backdated, s.created_at from inventory.sales s
      union all
      select f.tenant_id, f.id, 'REFUND', f.business_date, f.backdated, f.created_at from inventory.refunds f
      union all
      select a.tenant_id, a.id, 'ASSEMBLY_OUT', a.business_date, a.backdated, a.created_at from inventory.assemblies a
      union all
      select a.tenant_id, a.id, 'ADJUSTMENT', a.business_date, a.backdated, a.completed_at from inventory.adjustments a
      where a.status = 'COMPLETED') d
    left join inventory.movements m on m.tenant_id = d.tenant_id and m.document_id = d.id and m.kind = d.kind
    where d.backdated and (m.business_date <> d.business_date or d.business_date > (d.written_at + interval '1 day')::date
        or d.business_date < '2000-01-01')) as violations
