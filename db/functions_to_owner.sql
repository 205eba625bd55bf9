-- Before the files of db/order.txt are applied: the owner gets back the functions that it is about to replace. The login
-- runs it, in the same transaction as the files and as functions_to_ledger.sql, which gives them to the ledger's role again.
do $$
declare
  v_function regprocedure;
begin
  -- Only a member of the ledger's role may give away what it owns.
  if not pg_catalog.pg_has_role(current_user, 'bincard_ledger',
    case when pg_catalog.current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end) then
    begin
      execute pg_catalog.format('grant bincard_ledger to %I', current_user);
    exception when insufficient_privilege then
      raise exception using errcode = 'insufficient_privilege',
        message = 'This login may not give functions to the role bincard_ledger', hint = pg_catalog.format(
          'As a superuser run: grant bincard_ledger to %I; then migrate, and afterwards: revoke bincard_ledger from %1$I', current_user);
    end;
  end if;
  for v_function in
    select p.oid from pg_catalog.pg_proc p
    where p.pronamespace = 'inventory'::regnamespace and p.proowner = 'bincard_ledger'::regrole
  loop
    execute pg_catalog.format('alter function %s owner to bincard_owner', v_function);
  end loop;
end
$$;
