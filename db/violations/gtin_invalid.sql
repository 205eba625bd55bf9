-- GTINs of another length, or whose digits do not add up.
select count(*) as violations from inventory.product_codes c
where c.kind = 'GTIN' and (c.code !~ '^[0-9]+$' or length(c.code) not in (8, 12, 13, 14) or (
  select sum(d::integer * case when n % 2 = 0 then 3 else 1 end) from regexp_split_to_table(reverse(c.code), '') with ordinality r (d, n)) % 10 <> 0)
