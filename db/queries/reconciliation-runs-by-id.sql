select r.* from inventory.api_reconciliation_runs r where r.id = any ($1::uuid[])
