-- The changes of SKUs, by the reason that was given.
select a.after ->> 'sku_reason' as key, concat_ws(' ', a.entity_id, a.after ->> 'sku') as change
from inventory.audit_log a
where a.entity = 'product' and a.before ->> 'sku_reason' is distinct from a.after ->> 'sku_reason'
