-- A stock count's status that does not follow.
-- Refused by: illegal_transition
update inventory.stock_counts set status = case status
    when 'OPEN' then 'OPEN'
    when 'POSTED' then (array['OPEN', 'CANCELLED', 'POSTED'])[1 + :option % 3]
    when 'CANCELLED' then (array['OPEN', 'POSTED', 'CANCELLED'])[1 + :option % 3]
  end
where tenant_id = :tenant and id = :count;
