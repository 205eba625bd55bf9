-- Another expected day of an order of which nothing is to come.
-- Refused by: illegal_transition
update inventory.purchase_orders set expected_on = current_date + :option % 9
where tenant_id = :tenant and id = :order and status in ('RECEIVED', 'CLOSED_SHORT', 'CANCELLED');
