-- What a comparison looks at, and when. $1 product.
select inventory.utc_text(now()) as "comparedAt", count(*) as "productsCompared"
from inventory.products p where $1::uuid is null or p.id = $1
