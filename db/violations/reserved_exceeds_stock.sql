-- Reserved below zero or over what is on hand.
select count(*) as violations from inventory.stock_levels s where s.reserved not between 0 and s.on_hand
