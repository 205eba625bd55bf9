-- Another quantity ordered.
-- Refused by: document_immutable, privilege
update inventory.purchase_order_lines set accepted_quantity = accepted_quantity + 1
where tenant_id = :tenant and purchase_order_id = :order;
