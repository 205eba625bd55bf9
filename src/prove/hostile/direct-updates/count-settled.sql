-- A blind count settled without a second person.
-- Refused by: document_immutable, count_closed, privilege
update inventory.stock_count_lines set settled_tally = 1, tolerance_percent = 100
where tenant_id = :tenant and stock_count_id = :count;
