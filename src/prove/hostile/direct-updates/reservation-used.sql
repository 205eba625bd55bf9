-- More used of a reservation than sales used.
-- Refused by: document_immutable, privilege
update inventory.reservations set committed_quantity = base_quantity - (:option % 2)
where tenant_id = :tenant and id = :reservation;
