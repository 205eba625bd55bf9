-- Lines of purchase orders for which more came in than is accepted, or another quantity than they say, by their
-- batches; tolerances that are none.
select (select count(*) from inventory.purchase_order_lines l
    left join (
      select b.tenant_id, b.purchase_order_line_id, sum(case when b.voided_at is null then b.intake_quantity else 0 end) as came
      from inventory.batches b where b.purchase_order_line_id is not null
      group by b.tenant_id, b.purchase_order_line_id) r on r.tenant_id = l.tenant_id and r.purchase_order_line_id = l.id
    where l.received_quantity <> coalesce(r.came, 0) or coalesce(r.came, 0) > l.accepted_quantity or l.accepted_quantity < l.base_quantity)
  + (select count(*) from inventory.tenants t where t.over_receipt_percent < 0 or t.over_receipt_percent > 100) as violations
