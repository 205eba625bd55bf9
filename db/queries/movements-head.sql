-- The last position that movements-since.sql could give out now; no row while there is none.
select v.transaction_id::text as "transactionId", v.id
from inventory.movements v
where v.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
order by v.transaction_id desc, v.id desc
limit 1
