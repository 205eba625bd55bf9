-- Another quantity received for an order.
-- Refused by: document_immutable, privilege
update inventory.purchase_order_lines set received_quantity = accepted_quantity
where tenant_id = :tenant and purchase_order_id = :order;
