-- Anchors that are not what the movements up to their day add up to (after an archive: and the last anchor in it), and closed days
-- of chains that have none.
select (select count(*) from inventory.chain_anchors a
    cross join lateral (
      select max(m.sequence) as sequence, sum(m.quantity) as quantity,
        coalesce(sum(m.quantity) filter (where m.kind in ('RECEIPT', 'INTAKE_CORRECTION', 'RECEIPT_VOID')), 0) as intake,
        coalesce(-sum(m.quantity) filter (where m.kind in ('SALE', 'SALE_VOID')), 0) as sold,
        coalesce(sum(m.quantity) filter (where m.kind = 'REFUND'), 0) as refunded,
        coalesce(sum(m.quantity) filter (where m.kind in ('ADJUSTMENT', 'COUNT', 'ASSEMBLY_OUT', 'ASSEMBLY_VOID')), 0) as adjusted,
        coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_IN'), 0) as transferred_in,
        coalesce(-sum(m.quantity) filter (where m.kind = 'TRANSFER_OUT'), 0) as transferred_out,
        coalesce(-sum(m.quantity) filter (where m.kind = 'EXPIRY'), 0) as expired
      from inventory.movements m
      where m.tenant_id = a.tenant_id and m.batch_id = a.batch_id and m.location_id = a.location_id and m.business_date <= a.business_date
    ) l
    left join lateral (
      select b.* from inventory.chain_anchors b
      where b.tenant_id = a.tenant_id and b.batch_id = a.batch_id and b.location_id = a.location_id
        and b.business_date <= (select max(x.business_date) from inventory.archives x where x.tenant_id = b.tenant_id)
      order by b.business_date desc limit 1
    ) b on true
    left join inventory.movements e on e.tenant_id = a.tenant_id and e.batch_id = a.batch_id and e.location_id = a.location_id
      and e.sequence = a.sequence
    where row(a.sequence, a.intake_quantity, a.sold_quantity, a.refunded_quantity, a.adjusted_quantity, a.transferred_in_quantity,
        a.transferred_out_quantity, a.expired_quantity, a.hash, a.business_date)
      is distinct from row(l.sequence, l.intake + coalesce(b.intake_quantity, 0), l.sold + coalesce(b.sold_quantity, 0),
        l.refunded + coalesce(b.refunded_quantity, 0), l.adjusted + coalesce(b.adjusted_quantity, 0),
        l.transferred_in + coalesce(b.transferred_in_quantity, 0), l.transferred_out + coalesce(b.transferred_out_quantity, 0),
        l.expired + coalesce(b.expired_quantity, 0), e.hash, e.business_date)
      and a.business_date > coalesce((select max(x.business_date) from inventory.archives x where x.tenant_id = a.tenant_id), '-infinity'))
  + (select count(*) from (
    select distinct m.tenant_id, m.batch_id, m.location_id, m.business_date from inventory.movements m
    join inventory.tenants t on t.id = m.tenant_id and m.business_date <= t.last_closed_on) m
    where not exists (select from inventory.chain_anchors a where a.tenant_id = m.tenant_id and a.batch_id = m.batch_id
      and a.location_id = m.location_id and a.business_date = m.business_date)) as violations
