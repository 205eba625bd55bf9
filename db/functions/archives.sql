-- Archives: what of the ledger is in files, and what the ledger goes on from.

create or replace function inventory.archived_until(p_tenant_id uuid) returns date language sql stable
begin atomic
  select max(a.business_date) from inventory.archives a where a.tenant_id = p_tenant_id;
end;
comment on function inventory.archived_until(uuid) is
  'The last day whose movements are in an archive and no longer in the ledger; null where none are.';

create or replace function inventory.lock_archives(p_tenant_id uuid, p_exclusive boolean) returns date
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if p_exclusive then
    perform pg_advisory_xact_lock(731950217, hashtext(p_tenant_id::text));
  else
    perform pg_advisory_xact_lock_shared(731950217, hashtext(p_tenant_id::text));
  end if;
  return inventory.archived_until(p_tenant_id);
end
$$;
comment on function inventory.lock_archives(uuid, boolean) is
  'Until the transaction ends, nothing of a tenant is moved out to an archive (shared, for who reads the ledger in several statements), or only by this transaction (exclusive). Documents never wait for it. Returns the last day that is in one.';

-- The columns, not the row: Citus takes a view along with its table, and a function of the table's row would need the table first.
create or replace view inventory.archived_ends with (security_invoker = true) as
select distinct on (a.tenant_id, a.batch_id, a.location_id) a.*, inventory.balance_of(a.intake_quantity, a.sold_quantity,
  a.refunded_quantity, a.adjusted_quantity, a.transferred_in_quantity, a.transferred_out_quantity, a.expired_quantity) as balance
from (select x.tenant_id, max(x.business_date) as until from inventory.archives x group by x.tenant_id) x
join inventory.chain_anchors a on a.tenant_id = x.tenant_id and a.business_date <= x.until
order by a.tenant_id, a.batch_id, a.location_id, a.business_date desc;
comment on view inventory.archived_ends is
  'Where the chains stand that have movements in an archive: the anchor that the first movement in the ledger must follow.';
grant select on inventory.archived_ends to bincard_app;

create or replace view inventory.archived_sums with (security_invoker = true) as
select a.tenant_id, a.product_id, a.batch_id, a.location_id, a.business_date, a.sequence - a.sequence_before as moved, f.figure,
  f.quantity, f.place
from (
  select a.*, b.product_id, lag(a.sequence, 1, 0::bigint) over w as sequence_before, lag(a.intake_quantity, 1, 0::bigint) over w as intake_before,
    lag(a.sold_quantity, 1, 0::bigint) over w as sold_before, lag(a.refunded_quantity, 1, 0::bigint) over w as refunded_before,
    lag(a.adjusted_quantity, 1, 0::bigint) over w as adjusted_before,
    lag(a.transferred_in_quantity, 1, 0::bigint) over w as transferred_in_before,
    lag(a.transferred_out_quantity, 1, 0::bigint) over w as transferred_out_before,
    lag(a.expired_quantity, 1, 0::bigint) over w as expired_before
  from (select x.tenant_id, max(x.business_date) as until from inventory.archives x group by x.tenant_id) x
  join inventory.chain_anchors a on a.tenant_id = x.tenant_id and a.business_date <= x.until
  join inventory.batches b on b.tenant_id = a.tenant_id and b.id = a.batch_id
  where exists (select from inventory.archives) -- asked once; else the anchors of all chains may be read to find that none is due
  -- With the product, so that a condition on it reaches the batches.
  window w as (partition by a.tenant_id, b.product_id, a.batch_id, a.location_id order by a.business_date)
) a
cross join lateral (values
  (1, 'PURCHASES', a.intake_quantity - a.intake_before), (2, 'SALES', a.sold_before - a.sold_quantity),
  (3, 'REFUNDS', a.refunded_quantity - a.refunded_before), (4, 'ADJUSTMENTS', a.adjusted_quantity - a.adjusted_before),
  (5, 'TRANSFERS_IN', a.transferred_in_quantity - a.transferred_in_before),
  (6, 'TRANSFERS_OUT', a.transferred_out_before - a.transferred_out_quantity), (7, 'EXPIRED', a.expired_before - a.expired_quantity)
) f (place, figure, quantity);
comment on view inventory.archived_sums is
  'What the movements in archives add up to, by chain, day and figure, signed, from the anchors of their days; moved is how many they were.';
grant select on inventory.archived_sums to bincard_app;
grant execute on function inventory.archived_until(uuid) to bincard_app;
