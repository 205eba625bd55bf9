-- Every closed day with the hash that it stands on.
select c.business_date as "businessDate", c.closed_by as "closedBy", c.chains, c.movements,
  encode(c.previous_hash, 'hex') as "previousHash", encode(c.hash, 'hex') as hash
from inventory.closed_days c
order by c.business_date
