-- A refunded quantity without a refund.
-- Refused by: document_immutable, privilege
update inventory.sale_lines set refunded_quantity = refunded_quantity + 1
where tenant_id = :tenant and id = :sale_line;
