-- The highest transaction number that a tenant's positions name.
select greatest(
  (select m.transaction_id from inventory.movements m order by m.transaction_id desc limit 1),
  (select v.transaction_id from inventory.verifications v order by v.transaction_id desc limit 1)
)::text as "transactionId"
