-- Documents at a location that is not there.
select (select count(*) from inventory.sales s left join inventory.locations l on l.tenant_id = s.tenant_id and l.id = s.location_id where l.id is null)
  + (select count(*) from inventory.receipts r left join inventory.locations l on l.tenant_id = r.tenant_id and l.id = r.location_id where l.id is null)
  as violations
