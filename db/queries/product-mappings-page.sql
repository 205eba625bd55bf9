-- A page of a source's mappings by key. $1 after key, $2 limit, $3 source, $4 only conflicts.
select m."externalKey" as id, m.* from inventory.api_product_mappings m
where ($1::text is null or m."externalKey" > $1) and m."sourceId" = $3 and ($4::boolean is distinct from true or m.conflict is not null)
order by m."externalKey" limit $2
