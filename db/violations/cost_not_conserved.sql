-- Costs whose shares do not add up to them, batches whose unit is not their cost, and places where what came in less what went out is
-- not what the batches there have cost, or whose revenue is not what their sales brought.
select (select count(*) from inventory.batch_costs c
    where c.amount <> (select coalesce(sum(l.amount), 0) from inventory.batch_cost_lines l
      where l.tenant_id = c.tenant_id and l.cost_id = c.id))
  + (select count(*) from inventory.batch_stock s
    join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
    left join (select l.tenant_id, l.batch_id, sum(l.unit_amount) as added, bool_or(l.kind = 'GOODS') as goods, max(l.business_date) as latest
      from inventory.batch_cost_lines l group by 1, 2) c on c.tenant_id = s.tenant_id and c.batch_id = s.batch_id
    where row(s.unit_value, s.cost_known, s.costed_on) is distinct from row(coalesce(b.unit_cost, 0) + coalesce(c.added, 0),
      b.unit_cost is not null or coalesce(c.goods, false), c.latest))
  + (select count(*) from (
      select s.tenant_id, s.product_id, s.location_id, sum(s.intake_quantity * s.unit_value) as purchases,
        -sum((s.sold_quantity - s.refunded_quantity) * s.unit_value) as sales,
        sum((s.adjusted_quantity - s.expired_quantity) * s.unit_value) as adjustments,
        sum((s.transferred_in_quantity - s.transferred_out_quantity) * s.unit_value) as transfers,
        sum(s.quantity) filter (where not s.cost_known) as without_cost,
        sum(s.transferred_in_quantity - s.transferred_out_quantity) filter (where not s.cost_known) as transfers_without_cost, sum(s.sold_quantity - s.refunded_quantity) as sold,
        sum(s.sold_quantity - s.refunded_quantity) filter (where not s.cost_known) as sold_without_cost
      from inventory.batch_stock s group by 1, 2, 3) b
    left join (select distinct on (d.tenant_id, d.product_id, d.location_id) d.* from inventory.daily_stock d
      order by d.tenant_id, d.product_id, d.location_id, d.business_date desc) d
      on d.tenant_id = b.tenant_id and d.product_id = b.product_id and d.location_id = b.location_id
    left join (select distinct on (c.tenant_id, c.product_id, c.location_id) c.* from inventory.daily_costs c
      order by c.tenant_id, c.product_id, c.location_id, c.business_date desc) c
      on c.tenant_id = b.tenant_id and c.product_id = b.product_id and c.location_id = b.location_id
    left join (
      select v.tenant_id, v.product_id, v.location_id, sum(v.quantity * v.unit_price) as revenue,
        sum(v.quantity) filter (where v.unit_price is null) as unpriced, sum(v.returned) filter (where v.unit_price is null) as returned
      from (
        select l.tenant_id, coalesce(k.product_id, l.product_id) as product_id, l.location_id,
          case when k.product_id is null then l.unit_price else k.unit_price end as unit_price,
          case s.status when 'VOIDED' then l.refunded_quantity else l.base_quantity end * coalesce(k.quantity, 1) as quantity,
          case s.status when 'VOIDED' then l.base_quantity - l.refunded_quantity else 0 end * coalesce(k.quantity, 1) as returned
        from inventory.sale_lines l join inventory.sales s on s.tenant_id = l.tenant_id and s.id = l.sale_id
        left join inventory.sale_line_components k on k.tenant_id = l.tenant_id and k.sale_line_id = l.id
        where l.tracked
        union all
        select l.tenant_id, coalesce(k.product_id, l.product_id), r.location_id,
          case when k.product_id is null then l.unit_price else k.unit_price end, -r.quantity * coalesce(k.quantity, 1),
          r.quantity * coalesce(k.quantity, 1)
        from inventory.refund_lines r
        join inventory.sale_lines l on l.tenant_id = r.tenant_id and l.id = r.sale_line_id
        left join inventory.sale_line_components k on k.tenant_id = l.tenant_id and k.sale_line_id = l.id
        where l.tracked) v
      group by 1, 2, 3) v on v.tenant_id = b.tenant_id and v.product_id = b.product_id and v.location_id = b.location_id
    where row(b.purchases, b.sales, b.adjustments, b.transfers, coalesce(b.without_cost, 0), coalesce(b.transfers_without_cost, 0), b.sold,
        coalesce(b.sold_without_cost, 0), coalesce(v.revenue, 0), coalesce(v.unpriced, 0), coalesce(v.returned, 0))
      is distinct from row(coalesce(d.purchases_value, 0) + coalesce(c.purchases_value, 0), coalesce(d.sales_value, 0) + coalesce(c.sales_value, 0),
        coalesce(d.adjustments_value, 0) + coalesce(c.adjustments_value, 0), coalesce(d.transfers_value, 0) + coalesce(c.transfers_value, 0),
        coalesce(d.without_cost, 0) + coalesce(c.without_cost, 0),
        coalesce(d.transfers_without_cost, 0) + coalesce(c.transfers_without_cost, 0), coalesce(d.sold_quantity, 0),
        coalesce(d.sold_without_cost, 0) + coalesce(c.sold_without_cost, 0), coalesce(d.revenue, 0), coalesce(d.sold_without_price, 0),
        coalesce(d.returned_without_price, 0))) as violations
