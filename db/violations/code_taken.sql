-- Codes that more than one product has, or one product twice.
select count(*) as violations from (
  select from inventory.product_codes c where c.removed_at is null
  group by c.tenant_id, case when c.kind = 'GTIN' then lpad(c.code, 14, '0') else lower(normalize(c.code)) end having count(*) > 1) d
