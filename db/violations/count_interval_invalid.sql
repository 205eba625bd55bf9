-- Intervals of less than a day and of more than ten years.
select count(*) as violations from inventory.count_plans n where n.every_days < 1 or n.every_days > 3660
