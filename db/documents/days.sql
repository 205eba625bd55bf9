-- Closed days: what is declared of their table, then the entry point.

select
  inventory.audit('inventory.closed_days', 'closed_day', 'insert', p_key => 'business_date'),
  inventory.allow_role('inventory.closed_days', 'insert', 'admin');

create or replace function inventory.close_day(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  insert into inventory.closed_days (tenant_id, business_date) values (v_tenant_id, (p_input ->> 'businessDate')::date);
  return p_input -> 'businessDate';
end
$$;
comment on function inventory.close_day(jsonb, jsonb) is
  'Closes {"businessDate"}: it accepts no more movements, and gets a checkpoint over every chain. Refused by day_not_over, day_closed, earlier_day_open.';

grant execute on function inventory.close_day(jsonb, jsonb) to bincard_app;
