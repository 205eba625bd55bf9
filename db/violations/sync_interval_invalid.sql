-- Sources that are due more often than once a minute, or less often than once a week.
select count(*) as violations from inventory.sync_sources s where s.interval_minutes not between 1 and 10080
