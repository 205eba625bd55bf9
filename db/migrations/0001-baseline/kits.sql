-- Kits: products without stock of their own, which are put together from their components when they are sold. And what sets are
-- assembled from, which are goods.

create table inventory.kit_components (
  tenant_id uuid not null,
  id uuid not null,
  kit_id uuid not null,
  component_id uuid not null,
  quantity bigint not null,
  kit boolean not null,
  removed_at inventory.moment,
  constraint product_unknown__kit foreign key (tenant_id, kit_id) references inventory.products (tenant_id, id),
  constraint product_unknown__component foreign key (tenant_id, component_id) references inventory.products (tenant_id, id),
  constraint kit_in_kit__itself check (component_id <> kit_id),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_too_large check (quantity <= inventory.largest_quantity())
);
create unique index component_twice on inventory.kit_components (tenant_id, kit_id, component_id) where removed_at is null;
create index kit_components_by_component on inventory.kit_components (tenant_id, component_id, id) where removed_at is null;
alter table inventory.kit_components add primary key (tenant_id, id);
comment on table inventory.kit_components is
  'What one base unit of a kit, or of a set that is assembled in advance, is put together from, in base units of each component. kit: of a product of the kind KIT, which is put together when it is sold. A row is never changed or deleted: one that counts no more has removed_at, and another quantity is another row.';
comment on index inventory.component_twice is 'A kit names each of its components once.';
comment on constraint kit_in_kit__itself on inventory.kit_components is 'The components of a kit or a set are goods: neither a kit nor the product itself, nor what is made of it.';
select inventory.isolate_by_tenant('inventory.kit_components');
grant insert, update (removed_at) on inventory.kit_components to bincard_app;

-- No foreign keys, as in sale_lines: the trigger that writes them has read what they name.
create table inventory.sale_line_components (
  tenant_id uuid not null,
  sale_line_id uuid not null,
  sale_id uuid not null,
  product_id uuid not null,
  quantity bigint not null,
  unit_price inventory.exact_amount,
  primary key (tenant_id, sale_line_id, product_id),
  constraint quantity_not_positive check (quantity > 0)
);
comment on table inventory.sale_line_components is
  'The components of a kit as they were when it was sold, in base units for one base unit of the kit: what the sale took, and what its refunds and its void return. unit_price is the share of the kit''s price that a base unit of the component has brought (kit_shares); null where the line has no price. The ledger writes it with the line''s movements.';
select inventory.isolate_by_tenant('inventory.sale_line_components');
