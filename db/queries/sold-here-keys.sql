-- Keys of a source that are sold out here and were last seen in stock there. $1 source.
select m.external_key as key from inventory.mapping_stock m
where m.source_id = $1 and m.sold_here and m.external_quantity > 0
