-- A sample of a later migration that changes rows and then fails an assertion.

alter table inventory.locations add column region text not null default 'north';
select inventory.for_each_tenant($$update inventory.products set name = name || ' (old)'$$);
select inventory.migration_assert('every product has stock', $$
  select from inventory.products p where not exists (
    select from inventory.stock_levels s where s.product_id = p.id and s.on_hand > 0)$$);
