-- Paths that are empty, absolute or leave the tenant's folder.
select count(*) as violations from inventory.sync_sources s
where s.path ~ '^[A-Za-z]:' or s.path ~ '(^|[/\\])\.?\.?([/\\]|$)'
