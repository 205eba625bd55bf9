-- What the movements alone say: the truth that every figure is set against.

create or replace function inventory.ledger_by_batch(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, batch_id uuid, location_id uuid, quantity bigint, sequence bigint,
  intake bigint, sold bigint, refunded bigint, adjusted bigint, transferred_in bigint, transferred_out bigint, expired bigint
) language sql stable
begin atomic
  select m.tenant_id, m.product_id, m.batch_id, m.location_id, sum(m.quantity)::bigint, sum(m.moved)::bigint,
    coalesce(sum(m.quantity) filter (where m.figure = 'PURCHASES'), 0)::bigint,
    coalesce(-sum(m.quantity) filter (where m.figure = 'SALES'), 0)::bigint,
    coalesce(sum(m.quantity) filter (where m.figure = 'REFUNDS'), 0)::bigint,
    coalesce(sum(m.quantity) filter (where m.figure = 'ADJUSTMENTS'), 0)::bigint,
    coalesce(sum(m.quantity) filter (where m.figure = 'TRANSFERS_IN'), 0)::bigint,
    coalesce(-sum(m.quantity) filter (where m.figure = 'TRANSFERS_OUT'), 0)::bigint,
    coalesce(-sum(m.quantity) filter (where m.figure = 'EXPIRED'), 0)::bigint
  from (
    select m.tenant_id, m.product_id, m.batch_id, m.location_id, m.quantity, inventory.kind_figure(m.kind) as figure, 1 as moved
    from inventory.movements m
    where (p_product_id is null or m.product_id = p_product_id) and (p_location_id is null or m.location_id = p_location_id)
    union all
    select s.tenant_id, s.product_id, s.batch_id, s.location_id, s.quantity, s.figure, case s.place when 1 then s.moved else 0 end
    from inventory.archived_sums s
    where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
    offset 0 -- the figure is computed once for each row
  ) m
  group by m.tenant_id, m.product_id, m.batch_id, m.location_id;
end;
comment on function inventory.ledger_by_batch(uuid, uuid) is
  'What batch_stock must say, from the movements alone, those in archives by their anchors; of one product, one location, or all.';

create or replace function inventory.ledger_by_day(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, business_date date, net bigint, purchases bigint, sales bigint, refunds bigint,
  adjustments bigint, transfers_in bigint, transfers_out bigint, expired bigint, closing bigint
) language sql stable
begin atomic
  select d.*, (sum(d.net) over (partition by d.tenant_id, d.product_id, d.location_id order by d.business_date))::bigint
  from (
    select m.tenant_id, m.product_id, m.location_id, m.business_date, sum(m.quantity)::bigint as net,
      coalesce(sum(m.quantity) filter (where m.figure = 'PURCHASES'), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.figure = 'SALES'), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.figure = 'REFUNDS'), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.figure = 'ADJUSTMENTS'), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.figure = 'TRANSFERS_IN'), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.figure = 'TRANSFERS_OUT'), 0)::bigint,
      coalesce(sum(m.quantity) filter (where m.figure = 'EXPIRED'), 0)::bigint
    from (
      select m.tenant_id, m.product_id, m.location_id, m.business_date, m.quantity, inventory.kind_figure(m.kind) as figure
      from inventory.movements m
      where (p_product_id is null or m.product_id = p_product_id) and (p_location_id is null or m.location_id = p_location_id)
      union all
      select s.tenant_id, s.product_id, s.location_id, s.business_date, s.quantity, s.figure from inventory.archived_sums s
      where (p_product_id is null or s.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
      offset 0
    ) m
    group by m.tenant_id, m.product_id, m.location_id, m.business_date
  ) d;
end;
comment on function inventory.ledger_by_day(uuid, uuid) is
  'What daily_stock must say, from the movements alone, those in archives by their anchors; of one product, one location, or all.';

create or replace function inventory.goods_moved_since(p_tenant_id uuid, p_batch_id uuid, p_location_id uuid, p_sequence bigint)
returns bigint language sql stable
begin atomic
  select coalesce(sum(m.quantity), 0)::bigint
  from inventory.movements m
  where m.tenant_id = p_tenant_id and m.batch_id = p_batch_id and m.location_id = p_location_id and m.sequence > p_sequence
    -- These correct the books. What stands on the shelf stays as it was.
    and m.kind not in ('COUNT', 'INTAKE_CORRECTION')
    and not (m.kind = 'ADJUSTMENT' and exists (
      select from inventory.adjustments a
      where a.tenant_id = m.tenant_id and a.id = m.document_id and a.type = 'RECOUNT'));
end;
comment on function inventory.goods_moved_since(uuid, uuid, uuid, bigint) is
  'By how much the goods of a batch at a location have changed after a sequence of its chain: all movements but those that correct the books (counts, adjustments of type RECOUNT, corrections of the intake). A figure counted at that sequence, plus this, is what is there now.';

grant execute on function inventory.ledger_by_batch(uuid, uuid), inventory.ledger_by_day(uuid, uuid),
  inventory.goods_moved_since(uuid, uuid, uuid, bigint) to bincard_app;
