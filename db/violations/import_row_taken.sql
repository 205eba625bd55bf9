-- Rows of stock that were brought in more than once.
select count(*) as violations from (
  select from inventory.imported_rows i where i.row_key is not null and i.occurrence is not null
  group by i.tenant_id, i.kind, i.row_key, i.occurrence having count(*) > 1) d
