-- An audit entry of what nobody did.
-- Refused by: audit_immutable, privilege
insert into inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id, sequence, hash)
values (:tenant, inventory.uuid_v7(), now(), 'somebody else', 'UPDATE', 'batch', :batch, 1000000, '');
