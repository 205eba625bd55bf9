-- Products: their fields, units and attributes.

-- name: product_by_sku :optional
-- The product of a SKU or another code, in whatever case it is written.
select p.* from inventory.api_products p
where p.id = (
  select c.product_id from inventory.product_codes c where c.code_key = inventory.product_code_key(:sku) and c.removed_at is null);

-- name: products_page :many :unprepared :by_index
-- A page of products by SKU. `conditions` are attribute filters as JSON, [{"name", "low", "high"}]; `ids` the products
-- that products_by_attributes found for them, if it did.
select p.* from inventory.api_products p
where (:after::text is null or p.sku > :after)
  and (:search::text is null or strpos(lower(p.sku), lower(:search)) > 0 or strpos(lower(p.name), lower(:search)) > 0)
  and (:skus::text[] is null or p.id in (
    select k.product_id from inventory.product_codes k
    where k.code_key in (select inventory.product_code_key(s) from unnest(:skus::text[]) s) and k.removed_at is null))
  and (:status::text is null or p.status = :status)
  and (:ids::uuid[] is null or p.id = any (:ids))
  and (:conditions::jsonb is null or not exists (
    select from jsonb_to_recordset(:conditions) f (name text, low jsonb, high jsonb)
    where inventory.attribute_holds(p.attributes -> f.name, f.low, f.high) is not true))
  and (:belowReorderPoint::boolean is null or :belowReorderPoint = coalesce(p."reorderPoint" > (
    select coalesce(sum(s.available), 0) from inventory.stock_availability s
    where s.tenant_id = p."tenantId" and s.product_id = p.id), false))
order by p.sku limit :limit;

-- name: products_count :one :unprepared :by_index
-- How many products the filters of products_page find.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.api_products p
  where (:search::text is null or strpos(lower(p.sku), lower(:search)) > 0 or strpos(lower(p.name), lower(:search)) > 0)
    and (:skus::text[] is null or p.id in (
      select k.product_id from inventory.product_codes k
      where k.code_key in (select inventory.product_code_key(s) from unnest(:skus::text[]) s) and k.removed_at is null))
    and (:status::text is null or p.status = :status)
    and (:ids::uuid[] is null or p.id = any (:ids))
    and (:conditions::jsonb is null or not exists (
      select from jsonb_to_recordset(:conditions) f (name text, low jsonb, high jsonb)
      where inventory.attribute_holds(p.attributes -> f.name, f.low, f.high) is not true))
    and (:belowReorderPoint::boolean is null or :belowReorderPoint = coalesce(p."reorderPoint" > (
      select coalesce(sum(s.available), 0) from inventory.stock_availability s
      where s.tenant_id = p."tenantId" and s.product_id = p.id), false))
  limit inventory.exact_count() + 1) r;

-- name: products_by_attributes :optional
-- Of some attribute filters (`conditions`, as in products_page) the one that the fewest products hold, as those products'
-- ids. No row where each is held by more than `few`: then reading products in their order is quicker. Long texts are
-- compared by their beginnings only, so the products have to be compared again.
select n.ids
from (
  select f.name, jsonb_typeof(coalesce(f.low, f.high)) = 'number' as is_number,
    coalesce(inventory.attribute_number(f.low), '-infinity') as low_number,
    coalesce(inventory.attribute_number(f.high), 'infinity') as high_number,
    coalesce(left(f.low #>> '{}', 256), '') as low_text,
    coalesce(left(f.high #>> '{}', 256), repeat(chr(1114111), 256)) as high_text -- the last text there is
  from jsonb_to_recordset(:conditions::jsonb) f (name text, low jsonb, high jsonb) offset 0
) f
cross join lateral (
  select case when f.is_number then array(
      select a.product_id from inventory.product_attributes a
      where a.name = f.name and a.number between f.low_number and f.high_number limit :few::bigint + 1)
    else array(
      select a.product_id from inventory.product_attributes a
      where a.name = f.name and a.value between f.low_text and f.high_text limit :few::bigint + 1)
    end as ids offset 0
) n
where cardinality(n.ids) <= :few
order by cardinality(n.ids) limit 1;

-- name: resolved_code :optional
-- The product and the unit that a code stands for, the unit's factor, and how many base units of the product are a kilogram:
-- the factor of its unit kg, or 1000 where its base unit is g. No row for an unknown code.
-- null: perKilogram
select c.product_id as "productId", c.unit, u.factor, coalesce(
  (select k.factor from inventory.product_units k
    where k.tenant_id = c.tenant_id and k.product_id = c.product_id and k.code_key = 'kg'),
  (select 1000 from inventory.product_units g
    where g.tenant_id = c.tenant_id and g.product_id = c.product_id and g.code_key = 'g' and g.factor = 1)) as "perKilogram"
from inventory.product_codes c
join inventory.product_units u on u.tenant_id = c.tenant_id and u.product_id = c.product_id and u.code = c.unit
where c.code_key = inventory.product_code_key(:code) and c.removed_at is null;

-- name: components_by_kit :many
-- The components of kits, in the order in which they were added.
-- keys: :kitIds are kitId
select c.kit_id as "kitId", c.component_id as "productId", c.quantity
from inventory.kit_components c
where c.kit_id = any (:kitIds::uuid[]) and c.removed_at is null
order by c.kit_id, c.id;
