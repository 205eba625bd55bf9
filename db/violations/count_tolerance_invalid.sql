-- Tolerances below 0 and above 100 percent.
select count(*) as violations from inventory.count_plans n where n.tolerance_percent < 0 or n.tolerance_percent > 100
