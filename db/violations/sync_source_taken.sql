-- Sources with the name of another source, or with the same table of the same file.
select (select count(*) from (
    select from inventory.sync_sources s group by s.tenant_id, lower(normalize(s.name)) having count(*) > 1) d)
  + (select count(*) from (
    select from inventory.sync_sources s group by s.tenant_id, s.path, s.table_name having count(*) > 1) d) as violations
