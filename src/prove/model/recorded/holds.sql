-- How often the hold of each batch and lot changed, by its id and new hold.
select concat(a.entity_id, ' ', coalesce(a.after ->> 'hold', 'null')) as key, count(*) as changes
from inventory.audit_log a
where a.entity in ('batch', 'lot') and a.before ->> 'hold' is distinct from a.after ->> 'hold'
group by 1
