-- Paths that are absolute, empty or lead up.
select count(*) as violations from inventory.sync_sources s
where s.path ~ '^[A-Za-z]:' or s.path ~ '(^|[/\\])\.?\.?([/\\]|$)'
