-- A reservation COMMITTED without a sale.
-- Refused by: illegal_transition, privilege
update inventory.reservations set status = 'COMMITTED' where tenant_id = :tenant and id = :reservation;
