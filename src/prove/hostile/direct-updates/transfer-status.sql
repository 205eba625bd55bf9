-- A transfer's status that does not follow.
-- Refused by: illegal_transition
update inventory.transfers set status = case status
    when 'REQUESTED' then (array['DISPATCHED', 'FULFILLED', 'PARTIALLY_RECEIVED', 'REQUESTED'])[1 + :option % 4]
    when 'APPROVED' then (array['REQUESTED', 'PARTIALLY_RECEIVED', 'APPROVED'])[1 + :option % 3]
    when 'DISPATCHED' then (array['REQUESTED', 'APPROVED', 'DISPATCHED'])[1 + :option % 3]
    when 'PARTIALLY_RECEIVED' then (array['REQUESTED', 'APPROVED', 'DISPATCHED', 'PARTIALLY_RECEIVED'])[1 + :option % 4]
    when 'FULFILLED' then (array['REQUESTED', 'APPROVED', 'DISPATCHED', 'CANCELLED', 'FULFILLED'])[1 + :option % 5]
    when 'CANCELLED' then (array['REQUESTED', 'APPROVED', 'DISPATCHED', 'FULFILLED', 'CANCELLED'])[1 + :option % 5]
  end
where tenant_id = :tenant and id = :transfer;
