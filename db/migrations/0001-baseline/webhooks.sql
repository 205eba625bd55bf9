-- Webhooks: where events are sent, up to which one they have been, and what there is to send besides movements.

create table inventory.webhooks (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  url text not null,
  events text[] not null,
  enabled boolean not null default true,
  deleted_at inventory.moment,
  -- The last event that was delivered, or passed over because it is not wanted: its transaction and its id.
  transaction_id xid8 not null,
  event_id uuid not null,
  last_delivered_at inventory.moment,
  failures integer not null default 0, -- attempts in a row that failed
  failing_since inventory.moment,
  next_attempt_at inventory.moment,
  last_error text,
  warning text,
  created_at inventory.moment not null default now(),
  created_by text not null,
  -- Of a host without user and password, and nothing that a log or a header could be broken with.
  constraint webhook_url_invalid check (length(url) <= 2000 and url ~ '^https?://[^[:space:][:cntrl:]/?#@\\]+(/[^[:space:][:cntrl:]#\\]*)?(\?[^[:space:][:cntrl:]#\\]*)?$'),
  constraint value_unknown__events check (inventory.webhook_events_valid(events)),
  constraint count_negative check (failures >= 0),
  constraint text_invalid__last_error check (length(last_error) <= 500),
  constraint text_invalid__warning check (length(warning) <= 1000)
);
alter table inventory.webhooks add primary key (tenant_id, id);
comment on table inventory.webhooks is
  'An address that is sent events, in their order, each at least once. transaction_id and event_id are the position up to which it has them. failures, failing_since, next_attempt_at and last_error tell of attempts since the last success. warning: why the worker has disabled it.';
comment on constraint webhook_url_invalid on inventory.webhooks is
  'A webhook''s URL is http:// or https:// and a host, without user, password, fragment, blanks and backslashes, of at most 2,000 characters.';
select inventory.isolate_by_tenant('inventory.webhooks');
grant insert, update (enabled, deleted_at, transaction_id, event_id, last_delivered_at, failures, failing_since, next_attempt_at,
  last_error, warning) on inventory.webhooks to bincard_app;

-- Apart, so that the server's role can write a secret and not read it; and the audit log records rows of webhooks.
create table inventory.webhook_secrets (
  tenant_id uuid not null,
  webhook_id uuid not null,
  secret text,
  primary key (tenant_id, webhook_id),
  constraint webhook_unknown foreign key (tenant_id, webhook_id) references inventory.webhooks (tenant_id, id),
  constraint text_invalid__secret check (secret ~ '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$')
);
comment on table inventory.webhook_secrets is
  'What the events of a webhook are signed with; null once it is deleted. The owner reads it, for the worker, and bincard_backup, for a backup.';
comment on constraint webhook_unknown on inventory.webhook_secrets is 'What names a webhook names one of its own tenant that is not deleted.';
select inventory.isolate_by_tenant('inventory.webhook_secrets');
revoke select on inventory.webhook_secrets from bincard_app;
grant select (tenant_id, webhook_id), insert, update (secret) on inventory.webhook_secrets to bincard_app;

create table inventory.outbox (
  tenant_id uuid not null,
  id uuid not null,
  type text not null,
  at inventory.moment not null,
  actor text not null,
  data jsonb not null,
  transaction_id xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, id)
);
create index outbox_by_transaction on inventory.outbox (tenant_id, transaction_id, id);
comment on table inventory.outbox is
  'Events that are no movements, for webhooks. Triggers write them, in the transaction in which they happen.';
select inventory.isolate_by_tenant('inventory.outbox');

create table inventory.stock_alerts (
  tenant_id uuid not null references inventory.tenants (id),
  kind text not null,
  subject_id uuid not null, -- a product where kind is LOW_STOCK, else a batch
  raised_at inventory.moment not null default now(),
  ended_at inventory.moment,
  facts jsonb not null,
  primary key (tenant_id, kind, subject_id),
  constraint value_unknown__kind check (kind in ('LOW_STOCK', 'EXPIRING', 'EXPIRED'))
);
comment on table inventory.stock_alerts is
  'What webhooks have been told of stock that is low, expires soon or has expired: once, until it has ended and begins again.';
select inventory.isolate_by_tenant('inventory.stock_alerts');
grant insert, update (raised_at, ended_at, facts) on inventory.stock_alerts to bincard_app;
