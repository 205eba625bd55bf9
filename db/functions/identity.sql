-- Who is writing. The settings are local to the transaction: nothing is left on a pooled connection.

create or replace function inventory.is_read_committed() returns boolean
language sql stable
return current_setting('transaction_isolation') = 'read committed';
comment on function inventory.is_read_committed() is
  'Whether check_isolation would pass: what is asked for every sale asks this first, as an expression.';

create or replace function inventory.identify(p_identity jsonb) returns uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant constant text := ((p_identity ->> 'tenant')::uuid)::text;
  v_set text; -- an assignment, since PERFORM would start the executor for each
begin
  if not inventory.is_read_committed() then
    perform inventory.check_isolation();
  end if;
  v_set := set_config('app.tenant_id', v_tenant, true);
  v_set := set_config('app.actor', p_identity ->> 'actor', true);
  v_set := set_config('app.role', p_identity ->> 'role', true);
  return v_tenant::uuid;
end
$$;
comment on function inventory.identify(jsonb) is
  'Takes {"tenant", "actor", "role"} and makes them this transaction''s identity (app.* settings). Returns the tenant''s id. Every entry point begins with it, so it refuses an old snapshot (check_isolation) for all of them.';
grant execute on function inventory.identify(jsonb) to bincard_app;

create or replace function inventory.current_actor() returns text
language sql stable
begin atomic
  select coalesce(nullif(pg_catalog.current_setting('app.actor', true), ''), session_user::text);
end;
comment on function inventory.current_actor() is
  'Who writes: the actor of the request, or the database login of a person in psql.';
grant execute on function inventory.current_actor() to bincard_app;

create or replace function inventory.exchange_tenant(p_tenant_id text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_before constant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  if v_before is distinct from p_tenant_id then
    perform set_config('app.tenant_id', p_tenant_id, true);
  end if;
  return v_before;
end
$$;
comment on function inventory.exchange_tenant(text) is
  'Makes a tenant the session''s own and returns the one before. A check at COMMIT exchanges it for the row''s tenant and back: the session may have become another tenant''s since the row was written, and would not see what it must check.';

create or replace function inventory.check_isolation() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if not inventory.is_read_committed() then
    raise exception using errcode = 'feature_not_supported',
      message = format('Bincard is written in READ COMMITTED transactions, and this one is %s', upper(current_setting('transaction_isolation'))),
      hint = 'Begin the transaction with: begin isolation level read committed.';
  end if;
end
$$;
comment on function inventory.check_isolation() is
  'Refuses the snapshot of an older moment: a step of the ledger locks rows and then reads what others committed while it waited, which such a transaction does not see.';
grant execute on function inventory.is_read_committed(), inventory.check_isolation() to bincard_app;

create or replace function inventory.check_tenant(p_tenant_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if p_tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
    and current_setting('transaction_isolation') = 'read committed'
  then
    return; -- each row of a receipt asks
  end if;
  perform inventory.check_isolation();
  if p_tenant_id is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid then
    perform inventory.refuse('tenant_isolation', 'The session is not of the tenant whose row it writes',
      jsonb_build_object('tenantId', p_tenant_id), 'Set app.tenant_id to that tenant for the whole transaction.');
  end if;
end
$$;
comment on function inventory.check_tenant(uuid) is
  'Refuses where the session''s tenant is not the row''s: RETURNING can set another one before the triggers of the statement fire, and a superuser''s session may have none. A step of the ledger would not see the rows that it works on.';
