-- Sales that were recorded before they happened.
select count(*) as violations from inventory.sales s where s.occurred_at > s.created_at + interval '5 minutes'
