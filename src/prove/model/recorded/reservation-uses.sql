-- How much of each reservation sale lines took.
select u.reservation_id as key, sum(u.quantity)::bigint as used from inventory.reservation_uses u group by u.reservation_id
