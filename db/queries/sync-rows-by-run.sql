-- What runs could not do, row by row; at most 1,000 of each. $1 runs.
select r.run_id as "runId", r.outcome, r.external_key as key, r.row_number as "rowNumber", r.code, r.message
from unnest($1::uuid[]) u (id)
cross join lateral (
  select * from inventory.sync_run_rows w where w.run_id = u.id order by w.id limit 1000) r
order by r.run_id, r.id
