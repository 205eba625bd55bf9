-- A setting of the database on the coordinator alone.
do $$
begin
  execute format('alter database %I set citus.propagate_set_commands = local', current_database());
end
$$
