-- An assembly's status that does not follow.
-- Refused by: illegal_transition
update inventory.assemblies set void_reason = 'x', status = 'COMPLETED'
where tenant_id = :tenant and id = :assembly;
