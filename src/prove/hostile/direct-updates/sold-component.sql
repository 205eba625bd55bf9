-- Another quantity of a component of what was sold.
-- Refused by: document_immutable, privilege
update inventory.sale_line_components set quantity = quantity + 1
where tenant_id = :tenant and sale_id = :sale;
