-- Reservations that end before they begin, or hold for more than 366 days.
select count(*) as violations from inventory.reservations r
where r.expires_at <= r.created_at or r.expires_at > r.created_at + interval '366 days'
