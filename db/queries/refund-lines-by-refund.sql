select l.refund_id as "refundId", l.sale_line_id as "saleLineId", l.quantity from inventory.refund_lines l
where l.refund_id = any ($1::uuid[]) order by l.id
