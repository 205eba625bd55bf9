-- Sources that are due more often than each minute, or less often than each week.
select count(*) as violations from inventory.sync_sources s where s.interval_minutes not between 1 and 10080
