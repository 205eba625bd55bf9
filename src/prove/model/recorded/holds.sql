-- How often each batch's hold changed, by batch and new hold.
select concat(a.entity_id, ' ', coalesce(a.after ->> 'hold', 'null')) as key, count(*) as changes
from inventory.audit_log a
where a.entity = 'batch' and a.before ->> 'hold' is distinct from a.after ->> 'hold'
group by 1
