import { inReels } from './reels';
import { REELS, type SyncedTenant } from './synced-tenant';

/** The state of a key in the ledger, and in the file. Each is computed without the other. */
export interface KeyState {
  readonly key: string;
  readonly here: 'NEVER' | 'IN_STOCK' | 'SOLD';
  readonly there: 'MISSING' | 'IN_STOCK' | 'GONE' | 'UNKNOWN' | 'TWICE';
  readonly rowsThere: number;
  /** The external row has the date that only an export writes. */
  readonly writtenByUs: boolean;
  /** Its mapping. */
  readonly mapped: { readonly status: string; readonly conflict: string | null } | null;
}

interface Here {
  readonly key: string;
  readonly sold: number;
  readonly remaining: number;
  readonly status: string;
  readonly conflict: string | null;
}

/** The state of each key that the ledger or the file has. */
export async function bothSides(synced: SyncedTenant): Promise<KeyState[]> {
  const here = new Map((await ledgerOf(synced)).map((row) => [row.key, row]));
  const there = new Map<string, [status: string | null, date: string | null][]>();
  for (const [key, status, date] of inReels(
    synced.file,
    `select reel_number, status, last_date from reels where trim(coalesce(reel_number, '')) <> ''`,
  ) as [string, string | null, string | null][]) {
    there.set(key, [...(there.get(key) ?? []), [status, date]]);
  }
  return [...new Set([...here.keys(), ...there.keys()])].map((key) => {
    const known = here.get(key);
    const rows = there.get(key) ?? [];
    return {
      key,
      here: !known ? 'NEVER' : known.remaining > 0 ? 'IN_STOCK' : 'SOLD',
      there: rows.length > 1 ? 'TWICE' : rows.length === 0 ? 'MISSING' : classOf(rows[0]![0]),
      rowsThere: rows.length,
      writtenByUs: rows.length === 1 && (rows[0]![1] ?? '').startsWith('bincard'),
      mapped: known ? { status: known.status, conflict: known.conflict } : null,
    };
  });
}

/** From the movements of each key's batch, independently of the views that sync reads. */
function ledgerOf(synced: SyncedTenant): Promise<Here[]> {
  return synced.rows<Here>(
    `select p.external_key as key, p.status, p.conflict, sum(m.quantity)::int as remaining,
       coalesce(-sum(m.quantity) filter (where m.kind in ('SALE', 'REFUND')), 0)::int as sold
     from inventory.product_mappings p
     join inventory.movements m on m.tenant_id = p.tenant_id and m.batch_id = p.batch_id
     where p.tenant_id = $1 group by p.external_key, p.status, p.conflict`,
  );
}

function classOf(status: string | null): KeyState['there'] {
  if (REELS.inStockValues.includes(status ?? '')) return 'IN_STOCK';
  return REELS.soldValues.includes(status ?? '') ? 'GONE' : 'UNKNOWN';
}

/** What a sync must report for a key while neither side changes; nulls if they agree. */
export interface Expectation {
  /** Reported by the runs. */
  readonly conflict: string | null;
  /** Reported by the import, once per row. */
  readonly error: string | null;
}

/** `broken`: the error of each key whose row cannot be imported because of its values. */
export function expectationOf(
  standing: KeyState,
  broken: ReadonlyMap<string, string>,
): Expectation {
  const { key, here, there, mapped } = standing;
  const wasExported = mapped?.status === 'SOLD';
  const error = there === 'TWICE' ? 'KEY_DUPLICATE' : there === 'UNKNOWN' ? 'STATUS_UNKNOWN' : null;
  const conflict = (code: string | null) => ({ conflict: code, error });
  if (here === 'NEVER') {
    const why = error ?? (there === 'IN_STOCK' ? (broken.get(key) ?? 'MUST BE IMPORTED') : null);
    return { conflict: null, error: why };
  }
  if (here === 'IN_STOCK') {
    if (wasExported && there === 'IN_STOCK') return conflict('MUST BE EXPORTED'); // a refund
    if (wasExported && error)
      return conflict(there === 'TWICE' ? 'KEY_DUPLICATE' : 'STATUS_CHANGED');
    return conflict(there === 'GONE' ? 'SOLD_THERE' : there === 'MISSING' ? 'ROW_MISSING' : null);
  }
  if (wasExported) return conflict(there === 'IN_STOCK' ? 'RESTOCKED_THERE' : null);
  return conflict(
    {
      MISSING: 'ROW_MISSING',
      IN_STOCK: 'MUST BE EXPORTED',
      GONE: 'SOLD_ON_BOTH_SIDES',
      UNKNOWN: 'STATUS_CHANGED',
      TWICE: 'KEY_DUPLICATE',
    }[there],
  );
}
