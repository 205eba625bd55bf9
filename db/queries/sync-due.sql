-- Sources that the schedule should run now, the longest due first.
select s.id, s.name from inventory.sync_sources s where s.enabled and s.next_run_at <= now() order by s.next_run_at
