-- Days with movements that have not begun in the tenant's time zone.
select count(*) as violations
from inventory.daily_stock d
join inventory.tenants t on t.id = d.tenant_id
where d.business_date > (clock_timestamp() at time zone t.time_zone)::date
