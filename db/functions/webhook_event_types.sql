-- What a webhook can be told of. Movements are told by document; the other events are rows of the outbox.
--
-- A CHECK of webhooks calls the list, so the baseline migration runs this file too.

create or replace function inventory.webhook_event_types() returns text[]
language sql immutable parallel safe
return array[
  'movement.receipt', 'movement.sale', 'movement.refund', 'movement.adjustment', 'movement.transfer', 'movement.stock_count',
  'movement.expiry_write_off', 'movement.assembly', 'stock.low', 'batch.expiring', 'batch.expired', 'chain.broken', 'approval.wanted',
  'approval.decided', 'day.closed', 'day.signed'];
comment on function inventory.webhook_event_types() is
  'The types of events that webhooks are sent. "movement." is followed by the document_type of the movements.';

create or replace function inventory.webhook_events_valid(p_events text[]) returns boolean
language sql immutable parallel safe
return cardinality(p_events) >= 1 and array_position(p_events, null) is null and p_events <@ inventory.webhook_event_types()
  and cardinality(p_events) <= cardinality(inventory.webhook_event_types());
comment on function inventory.webhook_events_valid(text[]) is 'Whether a list has at least one type of event, and known ones only.';

grant execute on function inventory.webhook_event_types(), inventory.webhook_events_valid(text[]) to bincard_app;
