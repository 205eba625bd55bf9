-- The ledger after a position, in the order of transactions. $1 transaction, $2 movement, $3 limit.
-- Only what no transaction under way can still come before: so nothing that commits late is skipped.
select x.transaction_id::text as "transactionId", m.*
from (
  select v.tenant_id, v.id, v.transaction_id from inventory.movements v
  where (v.transaction_id, v.id) > ($1::text::xid8, $2::uuid)
    and v.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
  order by v.transaction_id, v.id
  limit $3
) x
join inventory.api_movements m on m.tenant_id = x.tenant_id and m.id = x.id
order by x.transaction_id, x.id
