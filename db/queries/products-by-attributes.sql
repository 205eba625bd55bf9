-- Of some attribute filters the one that the fewest products hold, as those products' ids: $1 filters [{"name", "low",
-- "high"}], $2 how many are few. No row where each is held by more: then nearly every product is one, and reading
-- products in their order is quicker. Long texts are compared by their beginnings: ask each product again.
select n.ids
from (
  select f.name, jsonb_typeof(coalesce(f.low, f.high)) = 'number' as is_number,
    coalesce(inventory.attribute_number(f.low), '-infinity') as low_number,
    coalesce(inventory.attribute_number(f.high), 'infinity') as high_number,
    coalesce(left(f.low #>> '{}', 256), '') as low_text,
    coalesce(left(f.high #>> '{}', 256), repeat(chr(1114111), 256)) as high_text -- the last text there is
  from jsonb_to_recordset($1::jsonb) f (name text, low jsonb, high jsonb) offset 0
) f
cross join lateral (
  select case when f.is_number then array(
      select a.product_id from inventory.product_attributes a
      where a.name = f.name and a.number between f.low_number and f.high_number limit $2::bigint + 1)
    else array(
      select a.product_id from inventory.product_attributes a
      where a.name = f.name and a.value between f.low_text and f.high_text limit $2::bigint + 1)
    end as ids offset 0
) n
where cardinality(n.ids) <= $2
order by cardinality(n.ids) limit 1
