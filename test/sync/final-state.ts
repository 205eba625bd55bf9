import type { SyncedTenant } from './synced-tenant';
import { inReels } from './reels';

/** The first differences between two tenants' reels, in the ledger and in the file, ignoring ids and times. */
export async function differences(one: SyncedTenant, other: SyncedTenant): Promise<unknown[]> {
  const [left, right] = [await finalState(one), await finalState(other)];
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return keys
    .filter((key) => left.get(key) !== right.get(key))
    .map((key) => [left.get(key), right.get(key)])
    .slice(0, 5);
}

/** The complete state of each key in the ledger, and of each row of the file. */
async function finalState(synced: SyncedTenant): Promise<Map<string, string>> {
  const here = await synced.rows<{ external_key: string }>(
    `select p.sku, p.name, p.base_unit, p.attributes, b.batch_number, b.intake_quantity,
       case when p.attributes ? 'bay' then b.received_at end as received_at, -- otherwise the time of the import
       m.external_key, m.status, m.external_status, m.external_quantity, m.conflict, m.pending_status,
       m.pending_date, encode(m.content_hash, 'hex') as hash, v.moves
     from inventory.product_mappings m
     join inventory.products p on p.tenant_id = m.tenant_id and p.id = m.product_id
     join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
     cross join lateral (
       select array_agg(concat(v.kind, ' ', v.quantity) order by v.sequence) as moves from inventory.movements v
       where v.tenant_id = m.tenant_id and v.batch_id = m.batch_id) v
     where m.tenant_id = $1`,
  );
  const there = inReels(
    synced.file,
    'select rowid, reel_number, status, last_date, pieces, comments, hex(logs) from reels',
  );
  // Two runs around midnight write different dates.
  const undated = (value: unknown) => (/^bincard /.test(String(value)) ? 'bincard' : value);
  return new Map([
    ...here.map((row) => [row.external_key, JSON.stringify(row)] as const),
    ...there.map((row) => [`#${String(row[0])}`, JSON.stringify(row.map(undated))] as const),
  ]);
}
