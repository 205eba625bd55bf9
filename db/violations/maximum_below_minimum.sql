-- Policies whose maximum is below their minimum, or has none.
select count(*) as violations from inventory.stock_policies s
where s.maximum is not null and (s.minimum is null or s.maximum < s.minimum)
