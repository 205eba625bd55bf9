-- Receipt numbers that more than one sale has.
select count(*) as violations from (select from inventory.sales t group by t.tenant_id, lower(normalize(t.receipt_number)) having count(*) > 1) d
