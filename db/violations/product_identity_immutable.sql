-- Sale lines whose base quantity does not match the factor that their unit has now, products whose SKU is none of
-- their codes, and codes of the kind SKU that were never their product's SKU.
select (
  select count(*) from inventory.sale_lines l
  left join inventory.product_units u on u.tenant_id = l.tenant_id and u.product_id = l.product_id and u.code = l.unit
  where l.base_quantity is distinct from l.quantity * u.factor
) + (
  select count(*) from inventory.products p
  where not exists (
    select from inventory.product_codes c
    where c.tenant_id = p.tenant_id and c.product_id = p.id and c.removed_at is null
      and c.code_key in (p.sku_key, lpad(p.sku_key, 14, '0')))
) + (
  select count(*) from inventory.product_codes c
  join inventory.products p on p.tenant_id = c.tenant_id and p.id = c.product_id
  where c.kind = 'SKU' and c.code <> p.sku and not exists (
    select from inventory.audit_log a
    where a.tenant_id = c.tenant_id and a.entity = 'product' and a.entity_id = c.product_id::text
      and c.code in (a.after ->> 'sku', a.before ->> 'sku'))
) as violations
