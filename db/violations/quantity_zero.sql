-- Adjustments by zero.
select count(*) as violations from inventory.adjustments a where a.quantity = 0 or a.base_quantity = 0
