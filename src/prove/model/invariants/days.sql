-- Days whose figures are not the sums of their movements, whose closing is not the opening plus the movements, or whose
-- opening is not the closing of the day before.
select coalesce(d.business_date, m.business_date) as business_date, to_jsonb(d) as day, to_jsonb(m) as moved
from (
  select d.*, lag(d.closing, 1, 0::bigint) over (partition by d.product_id, d.location_id order by d.business_date) as closed_before
  from inventory.daily_stock d) d
full join (
  select m.product_id, m.location_id, m.business_date, sum(m.quantity) as quantity,
    coalesce(sum(m.quantity) filter (where m.kind in ('RECEIPT', 'INTAKE_CORRECTION', 'RECEIPT_VOID')), 0) as purchases,
    coalesce(sum(m.quantity) filter (where m.kind in ('SALE', 'SALE_VOID')), 0) as sales,
    coalesce(sum(m.quantity) filter (where m.kind = 'REFUND'), 0) as refunds,
    coalesce(sum(m.quantity) filter (where m.kind in ('ADJUSTMENT', 'COUNT', 'ASSEMBLY_OUT', 'ASSEMBLY_VOID')), 0) as adjustments,
    coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_IN'), 0) as transfers_in,
    coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_OUT'), 0) as transfers_out,
    coalesce(sum(m.quantity) filter (where m.kind = 'EXPIRY'), 0) as expired
  from inventory.movements m group by 1, 2, 3) m
  on m.product_id = d.product_id and m.location_id = d.location_id and m.business_date = d.business_date
where d.opening is distinct from d.closed_before or d.closing is distinct from d.opening + m.quantity
  or row(d.purchases, d.sales, d.refunds, d.adjustments, d.transfers_in, d.transfers_out, d.expired)
    is distinct from row(m.purchases, m.sales, m.refunds, m.adjustments, m.transfers_in, m.transfers_out, m.expired)
