-- External keys that were imported more than once, to the letter or as a code of one product, and batches that belong to more
-- than one key.
select (select count(*) from (
    select from inventory.product_mappings m group by m.tenant_id, m.source_id, m.external_key having count(*) > 1) d)
  + (select count(*) from (
    select from inventory.product_mappings m group by m.tenant_id, m.source_id, m.product_id, inventory.code_key(m.external_key)
    having count(distinct m.external_key) > 1) d)
  + (select count(*) from (
    select from inventory.product_mappings m group by m.tenant_id, m.source_id, m.batch_id having count(*) > 1) d) as violations
