-- Sale lines, refunds and uses of reservations whose sale is missing.
select (select count(*) from inventory.sale_lines l left join inventory.sales s on s.tenant_id = l.tenant_id and s.id = l.sale_id where s.id is null)
  + (select count(*) from inventory.refunds r left join inventory.sales s on s.tenant_id = r.tenant_id and s.id = r.sale_id where s.id is null)
  + (select count(*) from inventory.reservation_uses u left join inventory.sales s on s.tenant_id = u.tenant_id and s.id = u.sale_id
    where s.id is null) as violations
