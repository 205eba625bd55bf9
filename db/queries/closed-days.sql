-- Closed days of a period. $1 from, $2 to.
select c.business_date as "businessDate", c.closed_by as "closedBy", c.chains, c.movements, encode(c.hash, 'hex') as hash
from inventory.closed_days c
where ($1::date is null or c.business_date >= $1) and ($2::date is null or c.business_date <= $2)
order by c.business_date
