-- Days that were closed before they were over.
select count(*) as violations from inventory.closed_days c
join inventory.tenants t on t.id = c.tenant_id
where c.business_date >= inventory.business_date(t.time_zone, c.closed_at)
