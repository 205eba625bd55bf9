-- Another quantity moved.
-- Refused by: movement_immutable, privilege
update inventory.movements set quantity = quantity + 1555, balance_after = balance_after + 1555
where tenant_id = :tenant and batch_id = :batch;
