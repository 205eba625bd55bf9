-- A sample of a later migration: the shelf life of a product, derived from the batches received so far.

-- Before: what the change relies on.
select inventory.migration_assert('a batch with an expiry date was received on it or before',
  'select from inventory.batches b where not b.accepted_expired and b.expiry_at_receipt < b.received_on');
create temporary table stock_before on commit drop as
  select s.tenant_id, s.on_hand from inventory.stock_levels s with no data;
select inventory.for_each_tenant('insert into stock_before select s.tenant_id, sum(s.on_hand) from inventory.stock_levels s group by 1');

alter table inventory.products add column shelf_life_days integer
  constraint quantity_not_positive__shelf_life_days check (shelf_life_days >= 0);
select inventory.comment_shared_rules();

select inventory.for_each_tenant($$
  update inventory.products p set shelf_life_days = b.days
  from (select b.product_id, max(b.expiry_at_receipt - b.received_on) as days from inventory.batches b group by 1) b
  where b.product_id = p.id and b.days is not null$$);

-- After: what the change must have done, and what it must not have changed.
select inventory.migration_assert('a product whose batches expire has a shelf life', $$
  select from inventory.products p where p.shelf_life_days is null and exists (
    select from inventory.batches b where b.product_id = p.id and b.expiry_at_receipt is not null)$$);
select inventory.migration_assert('stock is what it was', $$
  select from stock_before b where b.tenant_id = current_setting('app.tenant_id')::uuid
    and b.on_hand is distinct from (select sum(s.on_hand) from inventory.stock_levels s)$$);
