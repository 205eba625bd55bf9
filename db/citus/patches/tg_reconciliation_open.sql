-- The row of a shard's trigger has the shard's type.
-- replace
from inventory.found_lines(new) l;
-- by
from inventory.found_lines(row(new.*)::inventory.reconciliation_runs) l;
