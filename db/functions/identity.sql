-- Who is writing. The settings are local to the transaction: nothing is left on a pooled connection.

create or replace function inventory.identify(p_identity jsonb) returns uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := (p_identity ->> 'tenant')::uuid;
begin
  perform set_config('app.tenant_id', v_tenant_id::text, true),
          set_config('app.actor', p_identity ->> 'actor', true),
          set_config('app.role', p_identity ->> 'role', true);
  return v_tenant_id;
end
$$;
comment on function inventory.identify(jsonb) is
  'Takes {"tenant", "actor", "role"} and makes them this transaction''s identity (app.* settings). Returns the tenant''s id.';
grant execute on function inventory.identify(jsonb) to bincard_app;

create or replace function inventory.current_actor() returns text
language sql stable
begin atomic
  select coalesce(nullif(pg_catalog.current_setting('app.actor', true), ''), session_user::text);
end;
comment on function inventory.current_actor() is
  'Who writes: the actor of the request, or the database login of a person in psql.';
grant execute on function inventory.current_actor() to bincard_app;
