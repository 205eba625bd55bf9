-- Stamp: a sale line gets its location, its unit's factor and whether its product is tracked or a kit. The same look-up refuses a
-- line of a finished sale, an unknown product or unit, and a product that is not sold.
--
-- Rule:      A product is sold only while it is ACTIVE.
-- Why:       a client that has not yet read the product's new status must not sell it.
-- Guards:    sale_lines, INSERT; reservations in their stamp. Also guarded here: sale_unknown, product_unknown,
--            unit_unknown, document_immutable: one look-up serves all of them, a trigger for each would repeat it.
--            batch_unknown and lot_unknown, where the line names one
-- Locks:     none: products and their units are never deleted, so it is enough to have read them; a foreign key
--            would share-lock rows that every other sale of the product locks too
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_sale_line_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_found record;
begin
  -- One statement for the sale and the product: every line asks it.
  select s.location_id, s.status, s.opened_by_transaction, t.status as product_status, t.tracked, t.kit, t.unit, t.factor into v_found
  from inventory.sales s
  left join lateral inventory.product_terms(new.tenant_id, new.product_id, new.unit) t on true
  where s.tenant_id = new.tenant_id and s.id = new.sale_id;
  if not found then
    perform inventory.refuse('sale_unknown', 'There is no such sale', jsonb_build_object('saleId', new.sale_id));
  elsif v_found.opened_by_transaction <> pg_current_xact_id() or v_found.status <> 'COMPLETED' then
    perform inventory.refuse('document_immutable', 'A document cannot be changed after it was written',
      jsonb_build_object('saleId', new.sale_id), 'Record another sale.');
  end if;
  if v_found.factor is null or v_found.product_status <> 'ACTIVE' then
    perform inventory.checked_terms(new.tenant_id, new.product_id, new.unit, format('lines[%s].', new.line_number - 1),
      p_active => true, p_tracked => false); -- says which of them it is
  end if;

  if new.batch_id is not null or new.lot_id is not null then -- apart: a condition with a query starts the executor for every line
    if v_found.kit and new.batch_id is not null then
      perform inventory.refuse('batch_unknown', 'A kit has no batches: its components are taken first expired first out',
        jsonb_build_object('field', format('lines[%s].batchId', new.line_number - 1), 'productId', new.product_id, 'batchId', new.batch_id),
        'Leave the batch out, or sell the components on lines of their own.');
    elsif v_found.kit then
      perform inventory.refuse('lot_unknown', 'A kit has no lots: its components are taken first expired first out',
        jsonb_build_object('field', format('lines[%s].lotId', new.line_number - 1), 'productId', new.product_id, 'lotId', new.lot_id),
        'Leave the lot out, or sell the components on lines of their own.');
    elsif new.batch_id is not null and not exists (
      select from inventory.batches b where b.tenant_id = new.tenant_id and b.id = new.batch_id and b.product_id = new.product_id
        and b.lot_id = coalesce(new.lot_id, b.lot_id))
    then
      perform inventory.refuse('batch_unknown', format('The %s has no such batch', case when new.lot_id is null then 'product' else 'lot' end),
        jsonb_build_object('field', format('lines[%s].batchId', new.line_number - 1), 'productId', new.product_id, 'batchId', new.batch_id));
    elsif new.lot_id is not null and not exists (
      select from inventory.lots l where l.tenant_id = new.tenant_id and l.id = new.lot_id and l.product_id = new.product_id)
    then
      perform inventory.refuse('lot_unknown', 'The product has no such lot',
        jsonb_build_object('field', format('lines[%s].lotId', new.line_number - 1), 'productId', new.product_id, 'lotId', new.lot_id));
    end if;
  end if;

  new.location_id := v_found.location_id;
  new.tracked := v_found.tracked or v_found.kit;
  new.kit := v_found.kit;
  new.unit := v_found.unit;
  new.factor := v_found.factor;
  new.base_quantity := inventory.base_units(new.quantity, v_found.factor, format('lines[%s].quantity', new.line_number - 1));
  new.refunded_quantity := 0;
  return new;
end
$$;
comment on function inventory.tg_sale_line_stamp() is
  'Stamp: location, tracking, whether it is a kit, unit, factor and base quantity of a sale line; refuses unknown or inactive products, batches and lots of other products, and lines of finished sales.';

drop trigger if exists _100_product_not_active on inventory.sale_lines;
create trigger _100_product_not_active before insert on inventory.sale_lines
  for each row when (current_user <> 'bincard_ledger'::text) -- record_plain_sale and record_plain_sales have stamped it
  execute function inventory.tg_sale_line_stamp();
comment on trigger _100_product_not_active on inventory.sale_lines is
  E'A product is sold only while it is ACTIVE.\nGuards: product_unknown, unit_unknown, sale_unknown, document_immutable, quantity_too_large, batch_unknown, lot_unknown';
