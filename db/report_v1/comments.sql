-- What the columns mean that several views have under one name. A view says itself what is its own.
do $$
declare
  v_column record;
begin
  for v_column in
    select c.relname, a.attname, m.meaning, col_description(c.oid, a.attnum) as said
    from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join (values
      ('active', 'Whether the location takes goods in and sells them.'),
      ('accepted_quantity', 'The most that is received for the line, in base units.'),
      ('actor', 'Who did it.'),
      ('adjusted_quantity', 'What adjustments and counts added or, negative, took, in base units.'),
      ('adjustments', 'What adjustments and counts added or, negative, took, in base units.'),
      ('attributes', 'The product''s attributes as JSON.'),
      ('available', 'What can be sold now, in base units.'),
      ('balance_after', 'What was left of the batch at the location after the movement, in base units.'),
      ('balance_before', 'What was left of the batch at the location before the movement, in base units.'),
      ('base_unit', 'The unit in which the product is counted.'),
      ('batch_id', 'The batch''s id.'),
      ('batch_number', 'The number of the lot that the batch is of.'),
      ('business_date', 'The business date: the day of the tenant''s time zone that it counts for.'),
      ('closing', 'The stock at the end of the day, in base units.'),
      ('created_at', 'When it was created.'),
      ('document_id', 'The id of the document that caused the movement.'),
      ('document_type', 'What kind of document caused the movement.'),
      ('expired', 'What was written off as expired, negative, in base units.'),
      ('expired_quantity', 'What was written off as expired, in base units.'),
      ('expected_on', 'When it is expected; null where nobody said.'),
      ('expiry_date', 'The lot''s expiry date, on which it can still be sold; null where it does not expire.'),
      ('factor', 'How many base units one such unit is.'),
      ('held', 'Whether the batch or its lot is quarantined or recalled.'),
      ('intake_quantity', 'What came in, in base units, as last corrected.'),
      ('last_closed_on', 'The last business date that is closed; null where none is.'),
      ('late', 'Whether it was expected before today and has not come in full.'),
      ('lead_time_days', 'How many days an order takes to arrive; null where nobody said.'),
      ('line_id', 'The id of the order''s line.'),
      ('line_number', 'The place of the line in its document, from 1.'),
      ('location', 'The location''s code.'),
      ('location_id', 'The location''s id.'),
      ('location_name', 'The location''s name.'),
      ('lot_id', 'The id of the lot that the batch is of.'),
      ('minimum_quantity', 'How many units an order has at least.'),
      ('movement_id', 'The movement''s id.'),
      ('occurred_at', 'When the till says that it happened; null where it did not say.'),
      ('on_hand', 'What is there, sellable or not, in base units.'),
      ('opening', 'The stock at the beginning of the day, in base units.'),
      ('other_codes', 'The product''s other codes: barcodes, codes of suppliers and earlier SKUs, separated by commas.'),
      ('open_quantity', 'What is still to come, in base units.'),
      ('order_number', 'The number of the purchase order.'),
      ('ordered_at', 'When it was placed; null while it is a draft.'),
      ('price', 'The price of one such unit; null where nobody said.'),
      ('product_code', 'The supplier''s code for the product.'),
      ('product_id', 'The product''s id.'),
      ('product_name', 'The product''s name.'),
      ('purchase_order_id', 'The purchase order''s id.'),
      ('purchases', 'What receipts brought in, corrections and voids of receipts included, in base units.'),
      ('quarantined', 'What is held, or stands at a quarantine or a location that is switched off, and has not expired, in base units.'),
      ('reason', 'The reason that was given.'),
      ('receipt_id', 'The id of the receipt by which it came in.'),
      ('receipt_number', 'The sale''s receipt number.'),
      ('received_at', 'When it came in.'),
      ('received_quantity', 'What has come in for it, in base units.'),
      ('recorded_at', 'When it was recorded.'),
      ('reference', 'The reference that the receipt names, such as a delivery note.'),
      ('refund_id', 'The refund''s id.'),
      ('refunded_quantity', 'How much of it came back by refunds, in base units.'),
      ('refunds', 'What refunds brought back, in base units.'),
      ('remaining_quantity', 'What is left over all locations, in base units.'),
      ('reorder_point', 'The product is low when less than this is available, in base units; null where none is set.'),
      ('reserved', 'What is promised by reservations that have not expired, in base units.'),
      ('reverses_id', 'The id of the movement that this one reverses; null where it reverses none.'),
      ('sale_id', 'The sale''s id.'),
      ('sale_line_id', 'The id of the sale''s line.'),
      ('sales', 'What sales took, negative, voids of sales included, in base units.'),
      ('sellable', 'Whether it can be sold: not expired, not held, and not at a quarantine or a location that is switched off. Reservations are not looked at.'),
      ('sequence', 'The place of the movement in the chain of its batch at its location, from 1.'),
      ('sku', 'The product''s SKU.'),
      ('sold_quantity', 'What sales took, in base units.'),
      ('supplier', 'The supplier that the receipt names.'),
      ('supplier_code', 'The supplier''s code.'),
      ('supplier_id', 'The supplier''s id.'),
      ('supplier_name', 'The supplier''s name.'),
      ('tenant', 'The tenant''s code.'),
      ('tenant_name', 'The tenant''s name.'),
      ('time_zone', 'The time zone of the tenant''s business dates.'),
      ('today', 'The tenant''s business date now.'),
      ('tracked', 'Whether the product has stock.'),
      ('transferred_in_quantity', 'What transfers brought, in base units.'),
      ('transferred_out_quantity', 'What transfers took, in base units.'),
      ('transfers_in', 'What transfers brought, in base units.'),
      ('transfers_out', 'What transfers took, negative, in base units.'),
      ('unit', 'The unit of the line.'),
      ('unit_cost', 'What a base unit of the batch cost; null where nobody said.'),
      ('updated_at', 'When it was last changed.'),
      ('voided', 'Whether the receipt was voided.')
    ) m (name, meaning) on m.name = a.attname
    where c.relnamespace = 'report_v1'::regnamespace and c.relkind = 'v'
  loop
    continue when v_column.said is not null;
    if v_column.meaning is null then
      raise exception 'Nothing says what report_v1.%.% means', v_column.relname, v_column.attname;
    end if;
    execute pg_catalog.format('comment on column report_v1.%I.%I is %L', v_column.relname, v_column.attname, v_column.meaning);
  end loop;
end
$$;
