-- Rows of stock that are in more than once, rows that were brought in twice as a dry run showed them, and rows that are marked otherwise than their receipt.
select (
    select count(*) from (
      select from inventory.imported_rows i where i.row_key is not null and i.occurrence is not null and i.voided_at is null
      group by i.tenant_id, i.kind, i.row_key, i.occurrence having count(*) > 1) d)
  + (
    select count(*) from inventory.imported_rows i
    join inventory.receipts r on r.tenant_id = i.tenant_id and r.id = i.receipt_id
    where (i.voided_at is null) <> (r.voided_at is null))
  + (
    select count(*) from (
      select from inventory.import_changes c where c.dry_run_id is not null
      group by c.tenant_id, c.dry_run_id, c.row_number having count(*) > 1) d) as violations
