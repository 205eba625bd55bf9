import type { ReelSide } from './reel-side';

/** Keys that are more than one of anything here, or whose stock is not what came in less what was sold. */
export function doubledIn(side: ReelSide): Promise<unknown[]> {
  return side.rows(
    `select p.external_key from inventory.product_mappings p
     cross join lateral (
       select count(*) as receipts from inventory.receipts r
       where r.tenant_id = p.tenant_id and r.reference = p.external_key) r
     cross join lateral (
       select count(*) as batches, min(b.intake_quantity) as intake from inventory.batches b
       where b.tenant_id = p.tenant_id and b.product_id = p.product_id) b
     cross join lateral (
       select count(*) filter (where m.kind = 'RECEIPT') as receipts,
         count(*) filter (where m.kind = 'SALE') - count(*) filter (where m.kind = 'REFUND') as sales,
         sum(m.quantity) as remaining
       from inventory.movements m where m.tenant_id = p.tenant_id and m.product_id = p.product_id) m
     where p.tenant_id = $1
       and (r.receipts, b.batches, m.receipts) is distinct from (1, 1, 1)
         or m.sales not in (0, 1) or m.remaining <> b.intake * (1 - m.sales)
     union all
     select 'something beside the mappings' where exists (
       select from inventory.batches b
       where b.tenant_id = $1 and not exists (
         select from inventory.product_mappings p where p.tenant_id = $1 and p.batch_id = b.id))
       or (select count(*) from inventory.products p where p.tenant_id = $1)
         <> (select count(*) from inventory.product_mappings p where p.tenant_id = $1)`,
  );
}
