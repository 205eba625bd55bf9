-- A purchase order's status that does not follow.
-- Refused by: illegal_transition
update inventory.purchase_orders set reason = 'x', status = case status
    when 'DRAFT' then (array['PARTIALLY_RECEIVED', 'RECEIVED', 'CLOSED_SHORT'])[1 + :option % 3]
    when 'ORDERED' then (array['DRAFT', 'ORDERED', 'RECEIVED'])[1 + :option % 3]
    when 'PARTIALLY_RECEIVED' then (array['DRAFT', 'ORDERED', 'CANCELLED'])[1 + :option % 3]
    when 'RECEIVED' then (array['DRAFT', 'CLOSED_SHORT', 'CANCELLED'])[1 + :option % 3]
    else 'ORDERED'
  end
where tenant_id = :tenant and id = :order;
