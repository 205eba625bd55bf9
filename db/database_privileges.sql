-- Who may make objects in this database outside the ledger's own schema: the owner of the tables may, PUBLIC and the server's
-- role may not (a temporary table can have triggers of its maker). The login runs this after bootstrap.sql, every time.
-- CREATE DATABASE ... TEMPLATE does not copy a database's privileges: a copy needs it too.
do $$
declare
  v_without constant text := 'public, bincard_app, bincard_ledger';
  v_database text;
  v_grants boolean; -- whether a revoke is due
  v_may boolean;
begin
  select d.datname, pg_has_role(current_user, d.datdba, 'usage'), exists (
      select from aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) g
      where g.privilege_type in ('TEMPORARY', 'CREATE')
        and (g.grantee = 0 or pg_get_userbyid(g.grantee)::text = any (string_to_array(v_without, ', '))))
  into v_database, v_may, v_grants
  from pg_catalog.pg_database d where d.datname = current_database();
  if v_grants and v_may then
    execute format('revoke temporary, create on database %I from %s', v_database, v_without);
  elsif v_grants then
    raise warning '% may make temporary tables or schemas in this database, and this login may not revoke that. As the owner of the database run: revoke temporary, create on database % from %; grant temporary on database % to bincard_owner',
      v_without, quote_ident(v_database), v_without, quote_ident(v_database);
  end if;
  -- Migrations keep rows in temporary tables.
  if v_may and not has_database_privilege('bincard_owner', v_database, 'temporary') then
    execute format('grant temporary on database %I to bincard_owner', v_database);
  end if;

  select pg_has_role(current_user, n.nspowner, 'usage'), exists (
      select from aclexplode(n.nspacl) g
      where g.privilege_type = 'CREATE'
        and (g.grantee = 0 or pg_get_userbyid(g.grantee)::text = any (string_to_array(v_without, ', '))))
  into v_may, v_grants
  from pg_catalog.pg_namespace n where n.nspname = 'public';
  if v_grants and v_may then
    execute format('revoke create on schema public from %s', v_without);
  elsif v_grants then
    raise warning '% may make objects in the schema public, and this login may not revoke that. As the owner of the schema run: revoke create on schema public from %',
      v_without, v_without;
  end if;
end
$$;
