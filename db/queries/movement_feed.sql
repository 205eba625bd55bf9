-- The ledger as a feed, in the order of transactions.

-- name: movements_since :many
-- The ledger after a position, in the order of transactions. It leaves out what a transaction still under way could
-- come before, so nothing that commits late is skipped.
select x.transaction_id::text as "transactionId", m.*
from (
  select v.tenant_id, v.id, v.transaction_id from inventory.movements v
  where (v.transaction_id, v.id) > (:transactionId::text::xid8, :movementId::uuid)
    and v.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
  order by v.transaction_id, v.id
  limit :limit
) x
join inventory.api_movements m on m."tenantId" = x.tenant_id and m.id = x.id
order by x.transaction_id, x.id;

-- name: movements_head :optional
-- The last position that movements_since could give out now; no row while there is none.
select v.transaction_id::text as "transactionId", v.id
from inventory.movements v
where v.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
order by v.transaction_id desc, v.id desc
limit 1;

-- name: movements_position :optional
-- The position after everything that is committed for good: where movements_since goes on. Transactions are counted by the
-- node that has the tenant: so it reads the tenant's row. No row for a tenant that is not here.
select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text as "transactionId" from inventory.tenants;

-- name: archive_after :optional
-- The last day of the archives that have movements after a position of the feed; no row where none has.
select a.business_date as "archivedUntil"
from inventory.archives a
where a.movements > 0 and (a.last_transaction_id, a.last_movement_id) > (:transactionId::text::xid8, :movementId::uuid)
order by a.business_date desc limit 1;
