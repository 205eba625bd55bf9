-- How many reconciliation runs there are. Parameters as in reconciliation-runs-page.sql.
select count(*) as count from inventory.api_reconciliation_runs r where coalesce($1::text, $2::text) is null
