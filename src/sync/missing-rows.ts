import type { ExternalTable } from './external-table';
import { sendRows, type ChangedRow } from './incoming-rows';
import type { RunState } from './run-state';

const PAGE = 500;

/** A key that is in stock here, or in conflict. */
interface MappedKey {
  readonly key: string;
  readonly conflict: string | null;
  readonly inStock: boolean;
  readonly due: 'SOLD' | 'IN_STOCK' | null;
}

/**
 * Keys that came in once and have no row any more: what is in stock here and gone there is a conflict; one that was
 * about the row has ended with it.
 */
export async function findMissing(
  state: RunState,
  table: ExternalTable,
  keyColumn: string,
  known: number,
): Promise<void> {
  const sourceId = state.source.id;
  for (let after = ''; ;) {
    const keys = await state.write<MappedKey[]>('mapped_external_keys', {
      ...{ sourceId, after, limit: PAGE, known },
    });
    if (keys.length === 0) return;
    const rows = await table.byKeys(
      keyColumn,
      keys.map(({ key }) => key),
    );
    const there = new Set(rows.map((row) => String(row.values[keyColumn])));
    const changed: ChangedRow[] = [];
    for (const { key, conflict, inStock, due } of keys) {
      if (there.has(key) || (!inStock && due !== null)) continue; // the export looks for what is due
      const code = inStock ? 'ROW_MISSING' : null;
      if (code !== null || conflict !== null) state.counts.seen++;
      if (code !== null) {
        const message = 'It came in once and is in stock here; its row is gone there';
        await state.problem({ outcome: 'CONFLICT', key, code, message });
      }
      if (code !== conflict) changed.push(missing(key, code));
    }
    await sendRows(state, [], changed);
    state.step();
    after = keys.at(-1)!.key;
  }
}

function missing(key: string, conflict: string | null): ChangedRow {
  return { key, conflict, status: null, hash: null, quantity: 0, name: null, attributes: {} };
}
