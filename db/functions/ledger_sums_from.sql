-- What the anchors of a closed day and the movements after them say: the same as ledger_sums.sql, without the movements before.

create or replace function inventory.ledger_by_batch_from(p_date date, p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, batch_id uuid, location_id uuid, quantity bigint, sequence bigint,
  intake bigint, sold bigint, refunded bigint, adjusted bigint, transferred_in bigint, transferred_out bigint, expired bigint
) language sql stable
begin atomic
  select c.tenant_id, c.product_id, c.batch_id, c.location_id, c.quantity + n.quantity, c.sequence + n.moved, c.intake + n.intake,
    c.sold + n.sold, c.refunded + n.refunded, c.adjusted + n.adjusted, c.transferred_in + n.transferred_in,
    c.transferred_out + n.transferred_out, c.expired + n.expired
  from inventory.chains_from(p_date, p_product_id, p_location_id) c
  cross join lateral (
    select count(*) as moved, coalesce(sum(m.quantity), 0)::bigint as quantity,
      coalesce(sum(m.quantity) filter (where m.figure = 'PURCHASES'), 0)::bigint as intake,
      coalesce(-sum(m.quantity) filter (where m.figure = 'SALES'), 0)::bigint as sold,
      coalesce(sum(m.quantity) filter (where m.figure = 'REFUNDS'), 0)::bigint as refunded,
      coalesce(sum(m.quantity) filter (where m.figure = 'ADJUSTMENTS'), 0)::bigint as adjusted,
      coalesce(sum(m.quantity) filter (where m.figure = 'TRANSFERS_IN'), 0)::bigint as transferred_in,
      coalesce(-sum(m.quantity) filter (where m.figure = 'TRANSFERS_OUT'), 0)::bigint as transferred_out,
      coalesce(-sum(m.quantity) filter (where m.figure = 'EXPIRED'), 0)::bigint as expired
    from (
      select m.quantity, inventory.kind_figure(m.kind) as figure from inventory.movements m
      where m.tenant_id = c.tenant_id and m.batch_id = c.batch_id and m.location_id = c.location_id and m.sequence > c.sequence
      offset 0
    ) m
  ) n
  where c.sequence + n.moved > 0;
end;
comment on function inventory.ledger_by_batch_from(date, uuid, uuid) is
  'What batch_stock must say, from the anchors of a closed day and the movements after them; of one product, one location, or all.';

create or replace function inventory.ledger_by_day_from(p_date date, p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, business_date date, net bigint, purchases bigint, sales bigint, refunds bigint,
  adjustments bigint, transfers_in bigint, transfers_out bigint, expired bigint, closing bigint
) language sql stable
begin atomic
  with chains as materialized (
    select c.tenant_id, c.product_id, c.location_id, c.batch_id, c.sequence, c.quantity
    from inventory.chains_from(p_date, p_product_id, p_location_id) c
  )
  select d.*, o.quantity + (sum(d.net) over (partition by d.tenant_id, d.product_id, d.location_id order by d.business_date))::bigint
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
      select c.tenant_id, c.product_id, c.location_id, m.business_date, m.quantity, inventory.kind_figure(m.kind) as figure
      from chains c
      cross join lateral (
        select m.business_date, m.quantity, m.kind from inventory.movements m
        where m.tenant_id = c.tenant_id and m.batch_id = c.batch_id and m.location_id = c.location_id and m.sequence > c.sequence
        offset 0
      ) m
      offset 0
    ) m
    group by m.tenant_id, m.product_id, m.location_id, m.business_date
  ) d
  join (
    select c.tenant_id, c.product_id, c.location_id, sum(c.quantity)::bigint as quantity
    from chains c group by c.tenant_id, c.product_id, c.location_id
  ) o on o.tenant_id = d.tenant_id and o.product_id = d.product_id and o.location_id = d.location_id;
end;
comment on function inventory.ledger_by_day_from(date, uuid, uuid) is
  'What daily_stock must say of the days after a closed day, from its anchors and the movements after them; of one product, one location, or all.';

grant execute on function inventory.ledger_by_batch_from(date, uuid, uuid), inventory.ledger_by_day_from(date, uuid, uuid) to bincard_app;
