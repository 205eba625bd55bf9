-- A sale REFUNDED without a refund.
-- Refused by: illegal_transition, privilege
update inventory.sales set status = 'REFUNDED' where tenant_id = :tenant and id = :sale;
