-- Lot numbers that a product has more than once, without regard to case.
select count(*) as violations from (
  select from inventory.lots l group by l.tenant_id, l.product_id, inventory.code_key(l.lot_number) having count(*) > 1) d
