-- Another actor in the audit log.
-- Refused by: audit_immutable, privilege
update inventory.audit_log set actor = 'somebody else'
where tenant_id = :tenant and entity = 'transfer' and entity_id = :transfer;
