-- A changed audit log leaves no trace in itself.
select 0::bigint as violations
