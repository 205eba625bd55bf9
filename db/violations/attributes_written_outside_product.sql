-- Attributes of products without a row, and rows that are not an attribute of their product.
select count(*) as violations
from (select p.tenant_id, p.id, a.name, a.value, a.number
  from inventory.products p cross join lateral inventory.searchable_attributes(p.attributes) a) p
full join inventory.product_attributes r
  on r.tenant_id = p.tenant_id and r.product_id = p.id and r.name = p.name and r.value = p.value
where p.id is null or r.product_id is null or r.number is distinct from p.number
