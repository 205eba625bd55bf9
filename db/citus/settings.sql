-- Settings of the database on each node.
do $$
begin
  -- On the coordinator it is set again. Two workers that have it send what a transaction sets to each other for ever.
  execute format('alter database %I reset citus.propagate_set_commands', current_database());
  -- A function that reads a table may be called for the rows of another: both are of one tenant, and on its node.
  execute format('alter database %I set citus.allow_nested_distributed_execution = on', current_database());
  -- bincard migrate works on the coordinator, and bincard distribute brings the result to the workers.
  execute format('alter database %I set citus.enable_ddl_propagation = off', current_database());
  -- A statement of a tenant goes to one shard. One over all tenants, such as the check of a server's start, would open a
  -- connection for each of the hundreds of shards.
  execute format('alter database %I set citus.max_adaptive_executor_pool_size = 1', current_database());
end
$$
