-- A use of a reservation that no sale line made.
-- Refused by: reservation_not_of_sale, privilege
insert into inventory.reservation_uses (tenant_id, reservation_id, sale_line_id, sale_id, quantity)
values (:tenant, :reservation, :sale_line, :sale, 1);
