-- Batches that came in for a line of another product or order than theirs, and receipts for an order of another place or supplier.
select (select count(*) from inventory.batches b
    join inventory.receipts r on r.tenant_id = b.tenant_id and r.id = b.receipt_id
    left join inventory.purchase_order_lines l on l.tenant_id = b.tenant_id and l.id = b.purchase_order_line_id
    where (b.purchase_order_line_id is not null or r.purchase_order_id is not null)
      and (l.product_id, l.purchase_order_id) is distinct from (b.product_id, r.purchase_order_id))
  + (select count(*) from inventory.receipts r
    join inventory.purchase_orders o on o.tenant_id = r.tenant_id and o.id = r.purchase_order_id
    where (r.location_id, r.supplier_id) is distinct from (o.location_id, o.supplier_id)) as violations
