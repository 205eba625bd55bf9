-- The new sale is voided.
update inventory.sales set status = 'VOIDED', void_reason = 'wrong' where tenant_id = :tenant and id = :new_sale;
