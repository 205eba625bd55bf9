-- Negative stock of a batch, at a location or in the ledger.
select (select count(*) from inventory.batch_stock s where s.quantity < 0)
  + (select count(*) from inventory.stock_levels s where s.on_hand < 0)
  + (select count(*) from inventory.movements m where m.balance_after < 0) as violations
