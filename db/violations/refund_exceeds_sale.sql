-- Sale lines of which more was refunded than sold, or whose refunded quantity is not the sum of their refunds.
select count(*) as violations from inventory.sale_lines l
left join (select r.tenant_id, r.sale_line_id, sum(r.quantity) as refunded from inventory.refund_lines r group by r.tenant_id, r.sale_line_id) r
  on r.tenant_id = l.tenant_id and r.sale_line_id = l.id
where l.refunded_quantity > l.base_quantity or l.refunded_quantity <> coalesce(r.refunded, 0)
