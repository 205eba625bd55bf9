-- What runs found. $1 runs.
select l.run_id as "runId", l.kind, l.product_id as "productId", l.location_id as "locationId", l.batch_id as "batchId",
  l.channel, l.subject, l.business_date as "businessDate", l.expected, l.actual, l.actual - l.expected as difference,
  round((l.actual - l.expected) * 100.0 / nullif(l.expected, 0), 2)::float8 as "differencePercent", l.cause, l.fix, l.note
from inventory.reconciliation_lines l
where l.run_id = any ($1::uuid[])
order by l.run_id, l.line_number
