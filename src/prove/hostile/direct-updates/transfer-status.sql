-- A transfer's status that does not follow.
-- Refused by: illegal_transition
update inventory.transfers set status = case status
    when 'REQUESTED' then (array['DISPATCHED', 'FULFILLED', 'REQUESTED'])[1 + :option % 3]
    when 'APPROVED' then (array['REQUESTED', 'APPROVED'])[1 + :option % 2]
    when 'DISPATCHED' then (array['REQUESTED', 'APPROVED', 'DISPATCHED'])[1 + :option % 3]
    when 'FULFILLED' then (array['REQUESTED', 'APPROVED', 'DISPATCHED', 'CANCELLED', 'FULFILLED'])[1 + :option % 5]
    when 'CANCELLED' then (array['REQUESTED', 'APPROVED', 'DISPATCHED', 'FULFILLED', 'CANCELLED'])[1 + :option % 5]
  end
where tenant_id = :tenant and id = :transfer;
