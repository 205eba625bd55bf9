-- The day up to which the ledger takes no movement.
select t.last_closed_on as "lastClosedOn" from inventory.tenants t
