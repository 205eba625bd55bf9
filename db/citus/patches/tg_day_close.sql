-- The row of a shard's trigger has the shard's type.
-- replace
  new.hash := inventory.checkpoint_hash(new);
-- by
  new.hash := inventory.checkpoint_hash(row(new.*)::inventory.closed_days);
