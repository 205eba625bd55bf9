-- Another quantity of a component, past the row that says it.
-- Refused by: master_data_permanent, privilege
update inventory.kit_components set quantity = quantity + 1
where tenant_id = :tenant and kit_id = :kit;
