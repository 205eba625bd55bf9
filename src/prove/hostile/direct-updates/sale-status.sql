-- A sale's status that does not follow.
-- Refused by: illegal_transition
update inventory.sales set status = case status
    when 'COMPLETED' then (array['PARTIALLY_REFUNDED', 'REFUNDED', 'COMPLETED'])[1 + :option % 3]
    when 'PARTIALLY_REFUNDED' then (array['REFUNDED', 'COMPLETED', 'PARTIALLY_REFUNDED'])[1 + :option % 3]
    when 'REFUNDED' then (array['VOIDED', 'COMPLETED', 'PARTIALLY_REFUNDED'])[1 + :option % 3]
    when 'VOIDED' then (array['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'VOIDED'])[1 + :option % 4]
  end
where tenant_id = :tenant and id = :sale;
