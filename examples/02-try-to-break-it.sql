-- The same shop in psql, first as the server's own role.
-- as: app
select inventory.record_sale('{"tenant": "{{tenant}}", "actor": "mallory", "role": "clerk"}',
  '{"locationId": "{{location}}", "lines": [{"productId": "{{mug}}", "quantity": 7}]}');
update inventory.batches set intake_quantity = 12, intake_reason = 'looks better' where batch_number = 'M-1';
update inventory.batch_stock set quantity = 12;
delete from inventory.movements;
-- Then as the owner of the tables, for whom grants do not matter.
-- as: owner
update inventory.batches set intake_quantity = 12, intake_reason = 'looks better' where batch_number = 'M-1';
update inventory.batch_stock set quantity = 12;
delete from inventory.movements;
truncate inventory.movements;
select kind, quantity, sequence, balance_before, balance_after from inventory.movements order by id;
