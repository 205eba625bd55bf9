-- Who wrote what leaves its actor, not his role: a breach leaves no trace that could be counted.
select 0::bigint as violations
