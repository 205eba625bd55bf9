-- The corrections of expiry dates, by the reason that was given. A lot whose receipts were all voided takes the date of the next
-- delivery; that is no correction.
select a.after ->> 'expiry_reason' as key, concat_ws(' ', a.entity_id, a.after ->> 'expiry_date') as correction
from inventory.audit_log a
where a.entity = 'lot' and a.before -> 'expiry_reason' is distinct from a.after -> 'expiry_reason'
  and a.after ->> 'expiry_reason' not like 'Received again%'
