-- The roles and the schema. The login role runs this before the migrations, every time; what exists already is left alone.
-- Roles belong to the cluster: its databases share them, and another session may create one at the same moment.
--
--   bincard_owner   owns the tables and migrates; no login
--   bincard_app     the server's role: owns nothing, writes documents only; no login
--   bincard_ledger  the ledger's own role: owns the functions that write movements, stock figures and the audit log
--                   (db/functions_to_ledger.sql); no login, and nobody is a member
--   bincard_reporting  reads the views of report_v1, of the tenant that a login is for; no login (bincard reporting create-login)
--   bincard_backup  reads every row of every tenant and writes none; no login (bincard reporting create-backup-login)
do $$
declare
  v_role text;
  v_hint constant text := pg_catalog.format('As a superuser run: grant bincard_owner, bincard_app to %I', current_user);
begin
  foreach v_role in array array['bincard_owner', 'bincard_app', 'bincard_ledger', 'bincard_backup', 'bincard_reporting'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
      begin
        execute pg_catalog.format('create role %I nologin', v_role);
      exception when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception using errcode = 'insufficient_privilege', message = 'This login may not create the role ' || v_role,
          hint = 'Migrate the first database of this server with a login that has CREATEROLE, or as a superuser.';
      end;
    end if;
    -- A superuser may take any role. Another login must be a member: since PostgreSQL 16 having created a role is not enough
    -- for SET ROLE. A login that was made a member may not be allowed to grant.
    if v_role not in ('bincard_ledger', 'bincard_backup', 'bincard_reporting') and not pg_catalog.pg_has_role(current_user, v_role,
      case when pg_catalog.current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end) then
      begin
        execute pg_catalog.format('grant %I to %I', v_role, current_user);
      exception when insufficient_privilege then
        raise exception using errcode = 'insufficient_privilege', hint = v_hint,
          message = 'This login is no member of ' || v_role || ', which another login created, and may not make itself one';
      end;
    end if;
  end loop;
end
$$;

create schema if not exists inventory authorization bincard_owner;
create schema if not exists report_v1 authorization bincard_owner;

set role bincard_owner;
grant usage on schema inventory to bincard_app, bincard_ledger, bincard_backup;
revoke create on schema inventory from public, bincard_app, bincard_ledger;
-- Rights on what the owner creates are granted explicitly, never by default.
alter default privileges revoke execute on functions from public;
reset role;
