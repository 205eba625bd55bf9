-- Products whose SKU, or an earlier one, is none of their codes, and codes of two products.
select p.id as product_id, s.sku as code
from inventory.products p
cross join lateral (
  select p.sku union
  select a.after ->> 'sku' from inventory.audit_log a where a.entity = 'product' and a.entity_id = p.id::text) s
where not exists (
  select from inventory.product_codes c where c.product_id = p.id and upper(c.code) = upper(s.sku) and c.removed_at is null)
union all
select null, upper(c.code) from inventory.product_codes c where c.removed_at is null
group by c.tenant_id, upper(c.code) having count(distinct c.product_id) > 1
