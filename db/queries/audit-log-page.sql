-- A page of the audit log in the order of time. $1 after id, $2 limit, $3 entity, $4 its id, $5 action, $6 from, $7 to.
select a.id, inventory.utc_text(a.at) as at, a.actor, a.action, a.entity, a.entity_id as "entityId", a.before, a.after, a.metadata
from inventory.audit_log a
where ($1::uuid is null or a.id > $1) and ($3::text is null or a.entity = $3) and ($4::text is null or a.entity_id = $4)
  and ($5::text is null or a.action = $5) and ($6::timestamptz is null or a.at >= $6) and ($7::timestamptz is null or a.at <= $7)
order by a.id limit $2
