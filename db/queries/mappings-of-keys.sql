-- What some keys of a source became. $1 source, $2 keys.
select m.* from inventory.api_product_mappings m where m."sourceId" = $1 and m."externalKey" = any ($2)
