import type { SyncedTenant } from './synced-tenant';

/** Keys with more than one receipt, batch or product, or whose stock is not the intake minus sales. */
export function findDuplicates(synced: SyncedTenant): Promise<unknown[]> {
  return synced.rows(
    `with r as (select reference, count(*) as receipts from inventory.receipts where tenant_id = $1 group by reference),
       b as (select product_id, count(*) as batches, min(intake_quantity) as intake
         from inventory.batches where tenant_id = $1 group by product_id),
       m as (select product_id, count(*) filter (where kind = 'RECEIPT') as received,
           count(*) filter (where kind = 'SALE') - count(*) filter (where kind = 'REFUND') as sales,
           sum(quantity) as remaining
         from inventory.movements where tenant_id = $1 group by product_id)
     select p.external_key, r.receipts, b.batches, b.intake, m.received, m.sales, m.remaining
     from (select * from inventory.product_mappings where tenant_id = $1) p
     full join r on r.reference = p.external_key
     full join b on b.product_id = p.product_id
     full join m on m.product_id = coalesce(p.product_id, b.product_id)
     where (r.receipts, b.batches, m.received) is distinct from (1, 1, 1)
       or p.external_key is null or m.sales not in (0, 1) or m.remaining <> b.intake * (1 - m.sales)`,
  );
}
