-- A reservation's status that does not follow.
-- Refused by: illegal_transition
update inventory.reservations set status = case status
    when 'ACTIVE' then (array['COMMITTED', 'ACTIVE'])[1 + :option % 2]
    when 'RELEASED' then (array['ACTIVE', 'COMMITTED', 'EXPIRED', 'RELEASED'])[1 + :option % 4]
    when 'COMMITTED' then (array['ACTIVE', 'RELEASED', 'EXPIRED', 'COMMITTED'])[1 + :option % 4]
    when 'EXPIRED' then (array['ACTIVE', 'RELEASED', 'COMMITTED', 'EXPIRED'])[1 + :option % 4]
  end
where tenant_id = :tenant and id = :reservation;
