-- A reservation COMMITTED by a sale that does not name it.
-- Refused by: illegal_transition, privilege
update inventory.reservations set status = 'COMMITTED', sale_id = :sale
where tenant_id = :tenant and id = :reservation and sale_id is distinct from :sale;
