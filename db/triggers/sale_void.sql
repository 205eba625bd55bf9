-- Ledger step: voiding a sale returns what has not been refunded to the batches that it was taken from.
--
-- Locks:     the sale (by the UPDATE), then stock_levels by (tenant, product, location), then batch_stock.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_sale_void() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.lock_stock(new.tenant_id, array_agg(l.product_id), array_agg(l.location_id))
  from inventory.sale_line_parts l where l.tenant_id = new.tenant_id and l.sale_id = new.id and l.tracked;

  insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason, reverses_id,
    document_type, document_id, document_line_id)
  select o.tenant_id, 'SALE_VOID', o.product_id, o.batch_id, o.location_id, o.left_to_return, new.void_reason, o.id,
    'SALE', new.id, o.document_line_id
  from (
    select m.*, -m.quantity - (
      select coalesce(sum(r.quantity), 0) from inventory.movements r
      where r.tenant_id = m.tenant_id and r.reverses_id = m.id) as left_to_return
    from inventory.movements m
    where m.tenant_id = new.tenant_id and m.document_id = new.id and m.kind = 'SALE'
  ) o
  where o.left_to_return > 0
  order by o.product_id, o.location_id, o.id;

  if new.business_date <= inventory.archived_until(new.tenant_id) and exists ( -- after the look at its movements
    select from inventory.sale_line_parts l
    where l.tenant_id = new.tenant_id and l.sale_id = new.id and l.tracked and l.refunded_quantity < l.base_quantity
      and l.base_quantity > (
        select coalesce(-sum(m.quantity), 0) from inventory.movements m
        where m.tenant_id = l.tenant_id and m.document_id = new.id and m.document_line_id = l.sale_line_id
          and m.product_id = l.product_id and m.kind = 'SALE'))
  then
    perform inventory.refuse_archived(new.tenant_id, 'The sale can no longer be voided',
      jsonb_build_object('field', 'id', 'saleId', new.id), 'Take the goods in with an adjustment.');
  end if;
  return null;
end
$$;
comment on function inventory.tg_sale_void() is
  'Ledger step: writes the SALE_VOID movements of a voided sale, each for what is left to return of a SALE movement.';

drop trigger if exists _500_void on inventory.sales;
create trigger _500_void after update of status on inventory.sales
  for each row when (new.status = 'VOIDED' and old.status <> 'VOIDED') execute function inventory.tg_sale_void();
comment on trigger _500_void on inventory.sales is
  E'Ledger step: writes the SALE_VOID movements of a voided sale, each for what is left to return of a SALE movement.\nGuards: movement_archived';
