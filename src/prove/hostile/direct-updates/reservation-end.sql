-- A reservation that ends earlier, or lives again.
-- Refused by: reservation_time_invalid, illegal_transition
update inventory.reservations set expires_at = case
    when status = 'ACTIVE' and expires_at > clock_timestamp() then expires_at - interval '1 millisecond'
    else clock_timestamp() + interval '1 hour' end
where tenant_id = :tenant and id = :reservation;
