-- Open days with movements before the last closed day, and days closed in the wrong order.
select (select count(distinct d.business_date) from inventory.daily_stock d
    join inventory.tenants t on t.id = d.tenant_id and d.business_date <= t.last_closed_on
    where not exists (
      select from inventory.closed_days c where c.tenant_id = d.tenant_id and c.business_date = d.business_date))
  + (select count(*) from (
    select c.closed_at, lag(c.closed_at) over (order by c.business_date) as before from inventory.closed_days c) o
    where o.before > o.closed_at) as violations
