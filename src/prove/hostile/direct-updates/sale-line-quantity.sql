-- Another quantity sold.
-- Refused by: document_immutable, privilege
update inventory.sale_lines set quantity = quantity + 1
where tenant_id = :tenant and id = :sale_line;
