-- Channels: what a web shop, a marketplace or a till reports about products.

create table inventory.channel_stock (
  tenant_id uuid not null,
  channel text not null,
  channel_key text collate "C" not null generated always as (inventory.code_key(channel)) stored,
  product_id uuid not null,
  location_id uuid,
  quantity bigint not null,
  reported_at inventory.moment not null,
  reported_by text not null,
  constraint channel_reported_twice unique nulls not distinct (tenant_id, channel_key, product_id, location_id),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint text_invalid__channel check (channel <> '' and channel = inventory.clean_code(channel) and length(channel) <= 64),
  constraint quantity_too_large check (quantity between -inventory.largest_quantity() and inventory.largest_quantity())
);
comment on table inventory.channel_stock is
  'The quantity that a channel last reported of a product, at a location or (null) over all.';
comment on constraint channel_reported_twice on inventory.channel_stock is 'A channel has one figure for a product at a location.';
select inventory.isolate_by_tenant('inventory.channel_stock');
grant insert, update (quantity, reported_at, reported_by) on inventory.channel_stock to bincard_app;

create table inventory.channel_products (
  tenant_id uuid not null,
  channel text not null,
  channel_key text collate "C" not null generated always as (inventory.code_key(channel)) stored,
  product_id uuid not null,
  total bigint,
  visible boolean,
  reported_at inventory.moment not null,
  reported_by text not null,
  primary key (tenant_id, channel_key, product_id),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint text_invalid__channel check (channel <> '' and channel = inventory.clean_code(channel) and length(channel) <= 64),
  constraint quantity_too_large check (total between -inventory.largest_quantity() and inventory.largest_quantity())
);
comment on table inventory.channel_products is
  'What a channel last reported of a product as a whole: its own total, and whether it shows the product.';
select inventory.isolate_by_tenant('inventory.channel_products');
grant insert, update (total, visible, reported_at, reported_by) on inventory.channel_products to bincard_app;

create table inventory.channel_corrections (
  tenant_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  channel text not null,
  product_id uuid not null,
  location_id uuid,
  field text not null,
  quantity bigint not null,
  created_at inventory.moment not null default now(),
  sent_at inventory.moment,
  primary key (tenant_id, id),
  constraint value_unknown__field check (field in ('quantity', 'total', 'visible'))
);
create index channel_corrections_unsent on inventory.channel_corrections (tenant_id, channel, id) where sent_at is null;
comment on table inventory.channel_corrections is
  'What a channel should show instead, as a reconciliation line (line_id) found it; the channel''s connector sends it.';
select inventory.isolate_by_tenant('inventory.channel_corrections');
grant update (sent_at) on inventory.channel_corrections to bincard_app;
