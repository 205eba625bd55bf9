-- Ledger step: a refund's lines return stock to the batches that the sale took it from, the last batch first, at the location
-- where each line comes in. What is scrapped goes out again as damage in the same step.
--
-- Kits:      of a kit its components return, whole kits at a time, as the sale kept them.
-- How:       the sale is locked, its lines get the sums of their refunds (refund_exceeds_sale), each line's SALE movements
--            are reversed as far as needed, and the sale's status is set from its lines.
-- Locks:     the sale; where a line comes in elsewhere, the batches and the location; then stock_levels by (tenant, product,
--            location), then batch_stock.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_refund_apply() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_key record;
  v_refund record;
  v_line record;
  v_taken record;
  v_left bigint;
  v_return bigint;
  v_elsewhere boolean;
  v_status text;
begin
  perform inventory.check_tenant(n.tenant_id) from new_lines n;
  for v_key in -- looked up one by one: a join could read all refunds of the tenant
    select n.tenant_id, n.refund_id, (
      select r.sale_id from inventory.refunds r where r.tenant_id = n.tenant_id and r.id = n.refund_id) as sale_id
    from (select distinct l.tenant_id, l.refund_id from new_lines l) n
    order by 1, 3, 2
  loop
    select r.tenant_id, r.id, r.sale_id, r.reason, s.status, s.location_id as sold_at,
      case when r.backdated then r.business_date end as backdated_to
    into v_refund
    from inventory.refunds r
    join inventory.sales s on s.tenant_id = v_key.tenant_id and s.id = v_key.sale_id
    where r.tenant_id = v_key.tenant_id and r.id = v_key.refund_id
    for no key update of s;
    if v_refund.status = 'VOIDED' then
      perform inventory.refuse('illegal_transition', 'A voided sale cannot be refunded',
        jsonb_build_object('field', 'saleId', 'saleId', v_refund.sale_id, 'from', 'VOIDED', 'to', 'REFUNDED'),
        'The void has returned all of it.');
    end if;

    select bool_or(n.location_id <> v_refund.sold_at) into v_elsewhere
    from new_lines n where n.tenant_id = v_refund.tenant_id and n.refund_id = v_refund.id;
    if v_elsewhere then -- a batch may come to where it has not been
      perform inventory.lock_batches(v_refund.tenant_id, array_agg(m.batch_id)) from inventory.movements m
      where m.tenant_id = v_refund.tenant_id and m.document_id = v_refund.sale_id and m.kind = 'SALE';
    end if;
    perform inventory.lock_stock(v_refund.tenant_id, array_agg(l.product_id), array_agg(n.location_id), p_make => v_elsewhere)
    from new_lines n
    join inventory.sale_line_parts l on l.tenant_id = n.tenant_id and l.sale_line_id = n.sale_line_id and l.sale_id = v_refund.sale_id and l.tracked
    where n.tenant_id = v_refund.tenant_id and n.refund_id = v_refund.id;

    for v_line in
      select n.sale_line_id, n.quantity, n.lines, l.base_quantity, (
        select sum(r.quantity) from inventory.refund_lines r
        where r.tenant_id = v_refund.tenant_id and r.sale_line_id = n.sale_line_id)::bigint as refunded_quantity -- with this refund
      from (select n.sale_line_id, sum(n.quantity)::bigint as quantity, array_agg(n.line_number - 1 order by n.line_number) as lines
            from new_lines n
            where n.tenant_id = v_refund.tenant_id and n.refund_id = v_refund.id group by n.sale_line_id) n
      left join inventory.sale_lines l
        on l.tenant_id = v_refund.tenant_id and l.id = n.sale_line_id and l.sale_id = v_refund.sale_id
      order by l.product_id, n.sale_line_id
    loop
      if v_line.base_quantity is null then
        perform inventory.refuse('sale_line_unknown', 'The sale has no such line',
          jsonb_build_object('field', format('lines[%s].saleLineId', v_line.lines[1]), 'saleId', v_refund.sale_id,
            'saleLineId', v_line.sale_line_id));
      elsif v_line.refunded_quantity > v_line.base_quantity then
        perform inventory.refuse('refund_exceeds_sale',
          format('%s sold, %s already refunded, %s more requested', v_line.base_quantity,
            v_line.refunded_quantity - v_line.quantity, v_line.quantity),
          jsonb_build_object('field', format('lines[%s].quantity', v_line.lines[cardinality(v_line.lines)]),
            'saleLineId', v_line.sale_line_id, 'sold', v_line.base_quantity,
            'refunded', v_line.refunded_quantity - v_line.quantity, 'requested', v_line.quantity,
            'refundable', v_line.base_quantity - v_line.refunded_quantity + v_line.quantity)
            || inventory.fields_of(v_line.lines, 'quantity'),
          'Refund at most what is refundable.');
      end if;
      update inventory.sale_lines l set refunded_quantity = v_line.refunded_quantity
      where l.tenant_id = v_refund.tenant_id and l.id = v_line.sale_line_id;
    end loop;

    for v_line in
      select n.sale_line_id, l.product_id, n.quantity * l.per_unit as quantity, n.disposition, n.location_id
      from new_lines n
      join inventory.sale_line_parts l on l.tenant_id = n.tenant_id and l.sale_line_id = n.sale_line_id and l.tracked
      where n.tenant_id = v_refund.tenant_id and n.refund_id = v_refund.id
      order by l.product_id, n.sale_line_id, n.line_number, n.id
    loop
      v_left := v_line.quantity;
      for v_taken in
        select o.id, o.product_id, o.batch_id, o.left_to_return from (
          select m.*, -m.quantity - (
            select coalesce(sum(r.quantity), 0) from inventory.movements r
            where r.tenant_id = m.tenant_id and r.reverses_id = m.id) as left_to_return
          from inventory.movements m
          where m.tenant_id = v_refund.tenant_id and m.document_id = v_refund.sale_id
            and m.document_line_id = v_line.sale_line_id and m.product_id = v_line.product_id and m.kind = 'SALE'
        ) o
        where o.left_to_return > 0
        order by o.id desc
      loop
        exit when v_left = 0;
        v_return := least(v_left, v_taken.left_to_return);
        insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason, business_date,
          reverses_id, document_type, document_id, document_line_id)
        values (v_refund.tenant_id, 'REFUND', v_taken.product_id, v_taken.batch_id, v_line.location_id, v_return,
          v_refund.reason, v_refund.backdated_to, v_taken.id, 'REFUND', v_refund.id, v_line.sale_line_id);
        if v_line.disposition = 'SCRAP' then
          insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason, business_date,
            document_type, document_id, document_line_id)
          values (v_refund.tenant_id, 'ADJUSTMENT', v_taken.product_id, v_taken.batch_id, v_line.location_id, -v_return,
            'DAMAGE: ' || v_refund.reason, v_refund.backdated_to, 'REFUND', v_refund.id, v_line.sale_line_id);
        end if;
        v_left := v_left - v_return;
      end loop;
      if v_left > 0 then
        perform inventory.refuse_archived(v_refund.tenant_id, 'The sale can no longer be refunded',
          jsonb_build_object('field', 'saleId', 'saleId', v_refund.sale_id, 'saleLineId', v_line.sale_line_id), 'Take the goods in with an adjustment.');
      end if;
    end loop;

    v_status := inventory.refund_status(v_refund.tenant_id, v_refund.sale_id);
    update inventory.sales s set status = v_status
    where s.tenant_id = v_refund.tenant_id and s.id = v_refund.sale_id and s.status <> v_status;
  end loop;
  return null;
end
$$;
comment on function inventory.tg_refund_apply() is
  'Ledger step: writes the REFUND movements of new refund lines, adds them to the sale''s lines and sets the sale''s status.';

drop trigger if exists _500_apply on inventory.refund_lines;
create trigger _500_apply after insert on inventory.refund_lines
  referencing new table as new_lines
  for each statement execute function inventory.tg_refund_apply();
comment on trigger _500_apply on inventory.refund_lines is
  E'Ledger step: writes the REFUND movements of new refund lines, adds them to the sale''s lines and sets the sale''s status.\nGuards: refund_exceeds_sale, sale_line_unknown, illegal_transition, movement_archived';
