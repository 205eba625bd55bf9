-- Rule:      A sale has at least one line, and the stock taken for each tracked line is exactly what was sold, from the batch or
--            lot that it names.
-- Why:       after a sale without movements, goods are gone that the stock still shows.
-- Guards:    sales, INSERT by any role but the ledger's, checked at COMMIT: a sale has a line (record_plain_sale and record_plain_sales write both).
--            sale_allocate takes the stock of each line in the statement that writes it, or refuses the statement; sale_lines,
--            INSERT, where it does not run: a restore or a replica is refused a line without its movements, at COMMIT
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.check_sale_allocated(p_tenant_id uuid, p_sale_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
  v_lines bigint;
  v_wrong bigint;
begin
  -- Materialized: one look-up of the document serves all lines.
  with taken as materialized (
    select m.document_line_id, m.product_id, m.batch_id, m.location_id, m.quantity
    from inventory.movements m
    where m.tenant_id = p_tenant_id and m.document_id = p_sale_id and m.kind = 'SALE'
  )
  select count(*), count(*) filter (where l.taken <> case when l.tracked then l.base_quantity else 0 end)
  into v_lines, v_wrong
  from (
    select l.tracked, l.base_quantity, coalesce(-sum(t.quantity), 0) as taken
    from inventory.sale_line_parts l
    left join taken t on t.document_line_id = l.sale_line_id and t.product_id = l.product_id and t.location_id = l.location_id
      and (l.batch_id is null or t.batch_id = l.batch_id)
      and (l.lot_id is null or l.lot_id = (
        select b.lot_id from inventory.batches b where b.tenant_id = p_tenant_id and b.id = t.batch_id))
    where l.tenant_id = p_tenant_id and l.sale_id = p_sale_id
    group by l.sale_line_id, l.product_id, l.tracked, l.base_quantity
  ) l;

  if v_lines = 0 or v_wrong > 0 then
    perform inventory.refuse('sale_not_fully_allocated',
      case when v_lines = 0 then 'A sale has at least one line' else 'The stock taken differs from what was sold' end,
      jsonb_build_object('field', 'lines', 'saleId', p_sale_id, 'lines', v_lines, 'wrongLines', v_wrong));
  end if;
end
$$;
comment on function inventory.check_sale_allocated(uuid, uuid) is
  'Refuses a sale without lines, or with a line whose movements differ from what was sold.';

create or replace function inventory.tg_sale_not_fully_allocated() returns trigger
language plpgsql security definer -- checked at COMMIT, whichever role commits
set search_path = pg_catalog, pg_temp set enable_seqscan = off -- no entry point pins the plans of COMMIT
as $$
declare
  v_tenant constant text := current_setting('app.tenant_id', true);
  v_left constant boolean := v_tenant is distinct from new.tenant_id::text;
  v_found uuid;
begin
  if v_left then
    perform inventory.exchange_tenant(new.tenant_id::text);
  end if;
  -- In order, as in document_empty: only one index has that order.
  select l.sale_id into v_found from inventory.sale_lines l
  where l.tenant_id = new.tenant_id and l.sale_id >= new.id order by l.sale_id limit 1;
  if v_found is distinct from new.id then
    perform inventory.check_sale_allocated(new.tenant_id, new.id);
  end if;
  if v_left then
    perform inventory.exchange_tenant(coalesce(v_tenant, ''));
  end if;
  return null;
end
$$;
comment on function inventory.tg_sale_not_fully_allocated() is 'Refuses, at COMMIT, a sale without lines.';

create or replace function inventory.tg_sale_line_not_fully_allocated() returns trigger
language plpgsql security definer -- checked at COMMIT, whichever role commits
set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
  v_tenant constant text := inventory.exchange_tenant(new.tenant_id::text);
begin
  perform inventory.check_sale_allocated(new.tenant_id, new.sale_id);
  perform inventory.exchange_tenant(v_tenant);
  return null;
end
$$;
comment on function inventory.tg_sale_line_not_fully_allocated() is
  'Refuses, at COMMIT, a sale line written past its stamp whose movements differ from what was sold.';

select inventory.put_commit_check(t.table_name::regclass, '_300_sale_not_fully_allocated', 'insert', t.function,
  'A sale has at least one line, and the stock taken for each tracked line is exactly what was sold, from the batch or lot that it names.',
  t.condition)
from (values
  ('inventory.sales', 'tg_sale_not_fully_allocated', 'current_user <> ''bincard_ledger''::text'),
  ('inventory.sale_lines', 'tg_sale_line_not_fully_allocated', 'current_setting(''session_replication_role'') = ''replica''')
) t (table_name, function, condition);
