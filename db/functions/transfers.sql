-- What the movements of a transfer add up to: what is in transit, and whether they agree with its lines.

create or replace function inventory.in_transit(p_tenant_id uuid, p_transfer_id uuid)
returns table (line_id uuid, product_id uuid, batch_id uuid, quantity bigint, place bigint)
language plpgsql volatile set search_path = pg_catalog, pg_temp -- volatile: it sees what the calling statement has written
as $$
begin
  return query
    select m.document_line_id, m.product_id, m.batch_id, (-sum(m.quantity))::bigint,
      row_number() over (order by m.product_id, m.document_line_id, min(m.id::text))
    from inventory.movements m
    where m.tenant_id = p_tenant_id and m.document_id = p_transfer_id and m.kind in ('TRANSFER_OUT', 'TRANSFER_IN')
    group by m.document_line_id, m.product_id, m.batch_id
    having sum(m.quantity) < 0;
end
$$;
comment on function inventory.in_transit(uuid, uuid) is
  'What of a transfer has neither arrived nor returned, by line and batch; place: product, line, then the order in which they were taken.';

create or replace function inventory.transfer_is_conserved(
  p_tenant_id uuid, p_transfer_id uuid, p_status text, p_from_location_id uuid, p_to_location_id uuid
) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_under_way constant boolean := p_status in ('DISPATCHED', 'PARTIALLY_RECEIVED');
  v_closed constant boolean := exists (
    select from inventory.transfer_closings c
    where c.tenant_id = p_tenant_id and c.transfer_id = p_transfer_id and c.status = 'APPROVED');
  v_sum record;
begin
  -- What the lines ask for and the arrivals say stands beside what moved: of each batch of a line, then of each line.
  select coalesce(sum(l.asked), 0) as asked, coalesce(sum(l.taken), 0) as taken, coalesce(sum(l.arrived), 0) as arrived,
    coalesce(sum(l.back), 0) as back, coalesce(sum(l.lost), 0) as lost,
    coalesce(bool_and(l.agrees and l.arrived = l.said and l.taken in (0, l.asked)), true) as agrees
  into v_sum
  from (
    select sum(b.asked) as asked, sum(b.said) as said, sum(b.taken) as taken, sum(b.arrived) as arrived, sum(b.back) as back,
      sum(b.lost) as lost,
      bool_and(b.taken >= b.arrived + b.back and (v_under_way or b.taken = b.arrived + b.back)
        and b.lost = case p_status when 'FULFILLED' then b.back else 0 end
        and (b.batch_id is null or b.said <= b.arrived)) as agrees
    from (
      select p.line_id, p.batch_id, sum(p.asked) as asked, sum(p.said) as said, sum(p.taken) as taken, sum(p.arrived) as arrived,
        sum(p.back) as back, sum(p.lost) as lost
      from (
        select l.id as line_id, null::uuid as batch_id, l.base_quantity as asked, 0 as said, 0 as taken, 0 as arrived, 0 as back, 0 as lost
        from inventory.transfer_lines l where l.tenant_id = p_tenant_id and l.transfer_id = p_transfer_id
        union all
        select a.transfer_line_id, a.batch_id, 0, a.quantity, 0, 0, 0, 0
        from inventory.transfer_arrivals a where a.tenant_id = p_tenant_id and a.transfer_id = p_transfer_id
        union all
        select m.document_line_id, m.batch_id, 0, 0,
          case when m.kind = 'TRANSFER_OUT' then -m.quantity else 0 end,
          case when m.kind = 'TRANSFER_IN' and m.location_id = p_to_location_id then m.quantity else 0 end,
          case when m.kind = 'TRANSFER_IN' and m.location_id = p_from_location_id then m.quantity else 0 end,
          case when m.kind = 'ADJUSTMENT' then -m.quantity else 0 end
        from inventory.movements m where m.tenant_id = p_tenant_id and m.document_id = p_transfer_id) p
      group by p.line_id, p.batch_id) b
    group by b.line_id) l;
  return v_sum.agrees and v_closed = (v_sum.lost > 0) and case p_status
    when 'DISPATCHED' then (v_sum.taken, v_sum.arrived, v_sum.back) = (v_sum.asked, 0, 0)
    when 'PARTIALLY_RECEIVED' then v_sum.taken = v_sum.asked and v_sum.arrived > 0 and v_sum.arrived < v_sum.asked and v_sum.back = 0
    when 'FULFILLED' then v_sum.taken = v_sum.asked
    when 'CANCELLED' then v_sum.taken = 0 or v_sum.taken = v_sum.asked and v_sum.back > 0
    else v_sum.taken = 0
  end;
end
$$;
comment on function inventory.transfer_is_conserved(uuid, uuid, text, uuid, uuid) is
  'Whether a transfer''s movements agree, line by line and batch by batch, with its lines, its arrivals, its closing and its status.';
grant execute on function inventory.transfer_is_conserved(uuid, uuid, text, uuid, uuid) to bincard_app;
