-- A page of reconciliation runs in the order of time. $1 after id, $2 limit.
select r.* from inventory.api_reconciliation_runs r where $1::uuid is null or r.id > $1 order by r.id limit $2
