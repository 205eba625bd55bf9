-- A shard that moves is made anew as the owner of its table, who then needs the right to call the functions of its triggers,
-- those of the ledger's role too. Nobody can call a trigger's function otherwise.
do $$
declare
  v_function regprocedure;
begin
  for v_function in
    select p.oid from pg_proc p
    where p.pronamespace = 'inventory'::regnamespace and p.prorettype = 'trigger'::regtype
      and not has_function_privilege('bincard_owner', p.oid, 'execute')
  loop
    execute format('grant execute on function %s to bincard_owner', v_function);
  end loop;
end
$$
