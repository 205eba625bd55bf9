-- Another sale for a reservation.
-- Refused by: illegal_transition, privilege
update inventory.reservations set sale_id = :sale
where tenant_id = :tenant and id = :reservation and sale_id is distinct from :sale;
