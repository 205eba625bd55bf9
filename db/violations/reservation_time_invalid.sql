-- Reservations that expire before they were made or extended, or more than 366 days later.
select count(*) as violations from inventory.reservations r
where r.expires_at <= coalesce(r.extended_at, r.created_at)
  or r.expires_at > coalesce(r.extended_at, r.created_at) + interval '366 days'
