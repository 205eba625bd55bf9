-- Roles and the schema. Run by the login role before the migrations, every time; each step is a no-op
-- when its work is done. Roles belong to the cluster, so two databases of one cluster share them, and a
-- role that another session makes at the same moment is fine.
--
--   bincard_owner  owns every object and migrates; no login
--   bincard_app    what the server works as: owns nothing, writes documents only; no login
do $$
declare
  v_role text;
begin
  foreach v_role in array array['bincard_owner', 'bincard_app'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
      begin
        execute pg_catalog.format('create role %I nologin', v_role);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
    -- A superuser may take any role. Another login needs the membership, and since PostgreSQL 16
    -- having made the role is not enough to SET ROLE to it.
    if not (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
      execute pg_catalog.format('grant %I to %I', v_role, current_user);
    end if;
  end loop;
end
$$;

create schema if not exists inventory authorization bincard_owner;

set role bincard_owner;
grant usage on schema inventory to bincard_app;
-- What the owner makes is granted by name, never by default.
alter default privileges revoke execute on functions from public;
reset role;
