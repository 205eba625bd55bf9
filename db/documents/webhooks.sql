-- Webhooks: what is declared of their tables, then the entry points.

select
  inventory.make_permanent('inventory.webhooks', 'tenant_id, id'),
  inventory.make_immutable('inventory.outbox'),
  -- What a delivery writes is not an edit.
  inventory.audit('inventory.webhooks', 'webhook', 'insert or update of enabled, deleted_at, warning'),
  inventory.allow_role('inventory.webhooks', 'insert', 'admin'),
  inventory.allow_role('inventory.webhooks', 'update', 'admin'),
  inventory.allow_role('inventory.webhook_secrets', 'insert', 'admin'),
  inventory.allow_role('inventory.webhook_secrets', 'update', 'admin');

create or replace function inventory.create_webhook(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := inventory.uuid_v7();
  v_unknown record;
  v_events constant text[] := array(select distinct e from jsonb_array_elements_text(p_input -> 'events') e order by 1);
begin
  if cardinality(v_events) = 0 then
    perform inventory.refuse('value_unknown', 'No event is named, so nothing would be sent', jsonb_build_object('field', 'events'),
      'Name at least one of ' || array_to_string(inventory.webhook_event_types(), ', ') || '.');
  end if;
  select e.type, e.n into v_unknown from jsonb_array_elements_text(p_input -> 'events') with ordinality e (type, n)
  where e.type <> all (inventory.webhook_event_types()) order by e.n limit 1;
  if found then
    perform inventory.refuse('value_unknown', format('There is no event %s', left(v_unknown.type, 100)),
      jsonb_build_object('field', format('events[%s]', v_unknown.n - 1), 'value', left(v_unknown.type, 100)),
      'The events are ' || array_to_string(inventory.webhook_event_types(), ', ') || '.');
  end if;
  insert into inventory.webhooks (tenant_id, id, url, events)
  values (v_tenant_id, v_id, p_input ->> 'url', v_events);
  insert into inventory.webhook_secrets (tenant_id, webhook_id, secret) values (v_tenant_id, v_id, p_input ->> 'secret');
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.create_webhook(jsonb, jsonb) is
  'Makes a webhook {"url", "events", "secret"}, which is sent what commits from now on. Refused by webhook_url_invalid, value_unknown.';

create or replace function inventory.refuse_webhook_unknown(p_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('webhook_unknown', 'There is no such webhook', jsonb_build_object('field', 'id', 'webhookId', p_id),
    'The query webhooks lists them.');
end
$$;
comment on function inventory.refuse_webhook_unknown(uuid) is 'Refuses (webhook_unknown) what names no webhook of the tenant, or a deleted one.';

create or replace function inventory.delete_webhook(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
  v_now constant timestamptz := clock_timestamp();
begin
  update inventory.webhooks w set deleted_at = v_now, enabled = false
  where w.tenant_id = v_tenant_id and w.id = v_id and w.deleted_at is null;
  if not found then
    perform inventory.refuse_webhook_unknown(v_id);
  end if;
  update inventory.webhook_secrets s set secret = null where s.tenant_id = v_tenant_id and s.webhook_id = v_id;
  return to_jsonb(true);
end
$$;
comment on function inventory.delete_webhook(jsonb, jsonb) is
  'Deletes a webhook {"id"} and forgets its secret; its row stays for the audit log. Refused by webhook_unknown.';

create or replace function inventory.enable_webhook(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.webhooks w set enabled = (p_input ->> 'enabled')::boolean
  where w.tenant_id = v_tenant_id and w.id = v_id and w.deleted_at is null;
  if not found then
    perform inventory.refuse_webhook_unknown(v_id);
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.enable_webhook(jsonb, jsonb) is
  'Turns a webhook on or off {"id", "enabled"}; it goes on from where it was. Refused by webhook_unknown.';

create or replace function inventory.record_delivery(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_now constant timestamptz := clock_timestamp();
begin
  update inventory.webhooks w set
    transaction_id = (p_input ->> 'transactionId')::xid8, event_id = (p_input ->> 'eventId')::uuid, failures = 0, failing_since = null,
    next_attempt_at = null, last_error = null,
    last_delivered_at = case when (p_input ->> 'delivered')::boolean then v_now else w.last_delivered_at end
  where w.tenant_id = v_tenant_id and w.id = (p_input ->> 'id')::uuid and w.enabled
    and (w.transaction_id, w.event_id) = ((p_input #>> '{from,transactionId}')::xid8, (p_input #>> '{from,eventId}')::uuid)
    and (w.transaction_id, w.event_id) < ((p_input ->> 'transactionId')::xid8, (p_input ->> 'eventId')::uuid);
  return to_jsonb(found);
end
$$;
comment on function inventory.record_delivery(jsonb, jsonb) is
  'Moves a webhook on {"id", "from", "transactionId", "eventId", "delivered"}: the event was delivered, or none up to there is wanted. False, and nothing is written, where another worker has moved it from "from" or it is not enabled any more.';

create or replace function inventory.record_failure(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_now constant timestamptz := clock_timestamp();
  v_error constant text := left(p_input ->> 'error', 500);
  v_next constant timestamptz := v_now + make_interval(secs => (p_input ->> 'delayMs')::double precision / 1000);
  v_failures integer;
  v_since timestamptz;
  v_warning text;
begin
  update inventory.webhooks w set
    failures = w.failures + 1, failing_since = coalesce(w.failing_since, v_now), last_error = v_error, next_attempt_at = v_next
  where w.tenant_id = v_tenant_id and w.id = (p_input ->> 'id')::uuid and w.enabled
  returning w.failures, w.failing_since into v_failures, v_since;
  v_warning := case
    when v_failures is null then null -- it is not enabled
    when (p_input ->> 'gone')::boolean then 'Disabled: the receiver says that it is gone for good'
    when v_failures > 1 and v_since <= v_now - make_interval(secs => (p_input ->> 'giveUpAfterMs')::double precision / 1000)
      then format('Disabled: %s attempts since %s have failed, the last one with: %s', v_failures, inventory.utc_text(v_since), v_error) end;
  if v_warning is not null then
    update inventory.webhooks w set enabled = false, warning = v_warning
    where w.tenant_id = v_tenant_id and w.id = (p_input ->> 'id')::uuid;
  end if;
  return to_jsonb(v_warning is not null);
end
$$;
comment on function inventory.record_failure(jsonb, jsonb) is
  'Records that an attempt failed {"id", "error", "delayMs", "giveUpAfterMs", "gone"}; disables the webhook, with a warning that the audit log keeps, after failures for so long or where its receiver is gone. True where it is disabled now.';

grant execute on function inventory.create_webhook(jsonb, jsonb), inventory.refuse_webhook_unknown(uuid), inventory.delete_webhook(jsonb, jsonb),
  inventory.enable_webhook(jsonb, jsonb), inventory.record_delivery(jsonb, jsonb), inventory.record_failure(jsonb, jsonb) to bincard_app;
