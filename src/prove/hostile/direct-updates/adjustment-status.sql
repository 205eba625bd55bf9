-- An adjustment's status that does not follow.
-- Refused by: illegal_transition, business_date_out_of_order
update inventory.adjustments set status = case status
    when 'PENDING' then (array['COMPLETED', 'PENDING'])[1 + :option % 2]
    when 'APPROVED' then (array['PENDING', 'APPROVED'])[1 + :option % 2]
    when 'REJECTED' then (array['PENDING', 'APPROVED', 'COMPLETED', 'REJECTED'])[1 + :option % 4]
    when 'COMPLETED' then (array['PENDING', 'APPROVED', 'REJECTED', 'COMPLETED'])[1 + :option % 4]
  end
where tenant_id = :tenant and id = :adjustment;
