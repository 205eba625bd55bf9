-- Days whose closing is not their opening plus their movements.
select count(*) as violations from inventory.daily_stock d
where d.closing <> d.opening + d.purchases + d.sales + d.refunds + d.adjustments + d.transfers_in + d.transfers_out + d.expired
