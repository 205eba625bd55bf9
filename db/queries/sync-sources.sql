-- All sync sources, by name.
select s.* from inventory.api_sync_sources s order by s.name
