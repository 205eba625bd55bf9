-- Everything that a sale moved: its own movements and those of its refunds. $1 sales.
select s.id as "saleId", m.* from unnest($1::uuid[]) s (id)
cross join lateral (
  select m.* from inventory.api_movements m where m."documentId" = s.id
  union all
  select m.* from inventory.api_refunds r join inventory.api_movements m on m."documentId" = r.id where r."saleId" = s.id
) m
order by m.id
