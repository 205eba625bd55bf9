-- The sets taken out without their parts coming back.
-- Refused by: made_by_assembly, illegal_transition
update inventory.receipts set voided_at = now() + interval '1 hour', void_reason = 'x'
where tenant_id = :tenant and assembly_id = :assembly;
