-- A subquery beside the rows of a variable may not depend on them.
-- replace
    select n.tenant_id, n.refund_id, (
      select r.sale_id from inventory.refunds r where r.tenant_id = n.tenant_id and r.id = n.refund_id) as sale_id
    from (select distinct l.tenant_id, l.refund_id from new_lines l) n
-- by
    select r.tenant_id, r.id as refund_id, r.sale_id from inventory.refunds r
    where r.id in (select l.refund_id from new_lines l)
