-- Movements whose document or line is missing, or names another batch, location or quantity than was moved; movements of sales,
-- receipts and refunds from another transaction than their document's; batches that are voided without their receipt or the other
-- way round; refunds that returned or scrapped another quantity than they say, or elsewhere, and lines that came in at a place of
-- another kind than they ask for; parts of assemblies of which another quantity was taken, and components that were kept for no sale of
-- a kit; and lines of counts whose version or figure is not that of their
-- entries with the goods that moved since, in a blind count
-- not that of the settled tally; and tallies that are not what their actor has entered.
select (select count(*) from inventory.movements m
    left join inventory.sale_lines l on l.tenant_id = m.tenant_id and l.id = m.document_line_id
    where m.kind in ('SALE', 'SALE_VOID', 'REFUND') and l.id is null)
  + (select count(*) from inventory.movements m
    left join inventory.adjustments a on a.tenant_id = m.tenant_id and a.id = m.document_id
    where m.kind = 'ADJUSTMENT' and m.document_type not in ('REFUND', 'TRANSFER')
      and row(a.batch_id, a.location_id, a.base_quantity) is distinct from row(m.batch_id, m.location_id, m.quantity))
  + (select count(*) from inventory.movements m
    left join inventory.transfer_lines l on l.tenant_id = m.tenant_id and l.id = m.document_line_id and l.transfer_id = m.document_id
      and l.product_id = m.product_id and coalesce(l.batch_id, m.batch_id) = m.batch_id
    where m.kind in ('TRANSFER_OUT', 'TRANSFER_IN') and l.id is null)
  + (select count(*) from inventory.movements m
    left join inventory.stock_count_lines l on l.tenant_id = m.tenant_id and l.id = m.document_line_id
      and l.stock_count_id = m.document_id and l.batch_id = m.batch_id and l.location_id = m.location_id
    where m.kind = 'COUNT' and l.id is null)
  + (select count(*) from inventory.movements m
    left join inventory.assembly_parts l on l.tenant_id = m.tenant_id and l.id = m.document_line_id and l.assembly_id = m.document_id
      and l.product_id = m.product_id
    where m.kind in ('ASSEMBLY_OUT', 'ASSEMBLY_VOID') and l.id is null)
  + (select count(*) from inventory.assembly_parts l
    join inventory.assemblies a on a.tenant_id = l.tenant_id and a.id = l.assembly_id
    left join (select m.tenant_id, m.document_line_id, -sum(m.quantity) as taken from inventory.movements m
      where m.kind = 'ASSEMBLY_OUT' group by m.tenant_id, m.document_line_id) m on m.tenant_id = l.tenant_id and m.document_line_id = l.id
    where l.base_quantity <> l.quantity * a.base_quantity or coalesce(m.taken, 0) <> l.base_quantity
      and a.created_at > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = a.tenant_id), '-infinity'))
  + (select count(*) from inventory.sale_line_components c
    left join inventory.sale_lines l on l.tenant_id = c.tenant_id and l.id = c.sale_line_id and l.sale_id = c.sale_id and l.kit
    where l.id is null)
  + (select count(*) from inventory.movements m
    join inventory.sales d on d.tenant_id = m.tenant_id and d.id = m.document_id
    where m.kind = 'SALE' and m.transaction_id <> d.opened_by_transaction)
  + (select count(*) from inventory.movements m
    join inventory.receipts d on d.tenant_id = m.tenant_id and d.id = m.document_id
    where m.kind = 'RECEIPT' and m.transaction_id <> d.opened_by_transaction)
  + (select count(*) from inventory.movements m
    join inventory.refunds d on d.tenant_id = m.tenant_id and d.id = m.document_id
    where m.kind = 'REFUND' and m.transaction_id <> d.opened_by_transaction)
  + (select count(*) from inventory.batches b
    join inventory.receipts r on r.tenant_id = b.tenant_id and r.id = b.receipt_id
    where b.voided_at is distinct from r.voided_at)
  + (select count(*) from (
    select r.tenant_id, r.refund_id, r.sale_line_id, r.location_id, sum(r.quantity) as refunded,
      coalesce(sum(r.quantity) filter (where r.disposition = 'SCRAP'), 0) as scrapped
    from inventory.refund_lines r group by r.tenant_id, r.refund_id, r.sale_line_id, r.location_id) r
    join inventory.sale_lines l on l.tenant_id = r.tenant_id and l.id = r.sale_line_id
    cross join lateral (select coalesce(sum(c.quantity), 1) as parts from inventory.sale_line_components c
      where c.tenant_id = l.tenant_id and c.sale_line_id = l.id) k
    left join (select m.tenant_id, m.document_id, m.document_line_id, m.location_id,
        coalesce(sum(m.quantity) filter (where m.kind = 'REFUND'), 0) as returned,
        coalesce(-sum(m.quantity) filter (where m.kind = 'ADJUSTMENT'), 0) as scrapped
      from inventory.movements m where m.document_type = 'REFUND'
      group by m.tenant_id, m.document_id, m.document_line_id, m.location_id) m
      on m.tenant_id = r.tenant_id and m.document_id = r.refund_id and m.document_line_id = r.sale_line_id
        and m.location_id = r.location_id
    join inventory.refunds f on f.tenant_id = r.tenant_id and f.id = r.refund_id
      and f.created_at > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = r.tenant_id), '-infinity')
    where (coalesce(m.returned, 0), coalesce(m.scrapped, 0))
      is distinct from (case when l.tracked then r.refunded * k.parts else 0 end, case when l.tracked then r.scrapped * k.parts else 0 end))
  + (select count(*) from inventory.refund_lines l
    join inventory.refunds r on r.tenant_id = l.tenant_id and r.id = l.refund_id
    join inventory.locations o on o.tenant_id = l.tenant_id and o.id = l.location_id
    join inventory.sale_lines s on s.tenant_id = l.tenant_id and s.id = l.sale_line_id
    where case when l.disposition = 'QUARANTINE' and s.tracked
      then o.kind <> 'QUARANTINE' or o.quarantine_of is distinct from r.location_id and o.id <> r.location_id
      else l.location_id <> r.location_id end)
  + (select count(*) from (
    select l.tenant_id, l.version, l.counted_at, l.counted_quantity, c.blind, count(e.entry_number) as entries,
      coalesce(min(e.sequence) filter (where e.sets = e.all_sets), 0) as since, coalesce((
        select max(a.sequence) from inventory.chain_anchors a
        where a.tenant_id = l.tenant_id and a.batch_id = l.batch_id and a.location_id = l.location_id
          and a.business_date <= (select max(x.business_date) from inventory.archives x where x.tenant_id = a.tenant_id)), 0) as archived,
      -- The entries of the figure: a later SET replaces all that were before.
      sum(e.base_quantity) filter (where e.sets = e.all_sets) + coalesce((
        select sum(m.quantity) from inventory.movements m
        left join inventory.adjustments a on m.kind = 'ADJUSTMENT' and a.tenant_id = m.tenant_id and a.id = m.document_id
        where m.tenant_id = l.tenant_id and m.batch_id = l.batch_id and m.location_id = l.location_id
          and m.sequence > min(e.sequence) filter (where e.sets = e.all_sets) and m.sequence <= l.seen_sequence
          and m.kind <> 'COUNT' and m.kind <> 'INTAKE_CORRECTION' and a.type is distinct from 'RECOUNT'), 0) as figure
    from inventory.stock_count_lines l
    join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id
    left join (
      select e.*, count(*) filter (where e.mode = 'SET') over (partition by e.tenant_id, e.stock_count_id, e.batch_id) as all_sets,
        count(*) filter (where e.mode = 'SET')
          over (partition by e.tenant_id, e.stock_count_id, e.batch_id order by e.entry_number) as sets
      from inventory.stock_count_entries e) e
      on e.tenant_id = l.tenant_id and e.stock_count_id = l.stock_count_id and e.batch_id = l.batch_id
    group by l.tenant_id, l.id, l.batch_id, l.location_id, l.version, l.counted_at, l.counted_quantity, l.seen_sequence, c.blind) l
    where l.version <> l.entries or l.counted_at > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = l.tenant_id), '-infinity') and l.since >= l.archived
      and not l.blind and l.counted_quantity is distinct from l.figure)
  + (select count(*) from inventory.stock_count_lines l
    join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id and c.blind
    left join inventory.stock_count_tallies t
      on t.tenant_id = l.tenant_id and t.stock_count_id = l.stock_count_id and t.batch_id = l.batch_id and t.tally_number = l.settled_tally
    where (l.settled_tally is null or l.counted_at > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = l.tenant_id), '-infinity'))
      and l.counted_quantity is distinct from t.quantity + coalesce((
        select sum(m.quantity) from inventory.movements m
        left join inventory.adjustments a on m.kind = 'ADJUSTMENT' and a.tenant_id = m.tenant_id and a.id = m.document_id
        where m.tenant_id = l.tenant_id and m.batch_id = l.batch_id and m.location_id = l.location_id
          and m.sequence > t.sequence and m.sequence <= l.seen_sequence
          and m.kind <> 'COUNT' and m.kind <> 'INTAKE_CORRECTION' and a.type is distinct from 'RECOUNT'), 0))
  + (select count(*) from inventory.stock_count_tallies t
    where t.quantity is distinct from (
      select sum(e.base_quantity) from inventory.stock_count_entries e
      where e.tenant_id = t.tenant_id and e.stock_count_id = t.stock_count_id and e.batch_id = t.batch_id and e.actor = t.actor
        and e.entry_number <= t.entry_number and e.entry_number > coalesce((
          select max(o.entry_number) from inventory.stock_count_tallies o
          where o.tenant_id = t.tenant_id and o.stock_count_id = t.stock_count_id and o.batch_id = t.batch_id and o.actor = t.actor
            and o.tally_number < t.tally_number), 0)
        and not exists (
          select from inventory.stock_count_entries s
          where s.tenant_id = e.tenant_id and s.stock_count_id = e.stock_count_id and s.batch_id = e.batch_id and s.actor = e.actor
            and s.mode = 'SET' and s.entry_number > e.entry_number and s.entry_number <= t.entry_number))) as violations
