import type { ChangedRow } from './incoming-row';
import { sendRows } from './incoming-rows';
import type { RunState } from './run-state';
import type { SourceProcess } from './source-process';

const PAGE = 500;

/** A key that is in stock here, or in conflict. */
interface MappedKey {
  readonly key: string;
  readonly conflict: string | null;
  readonly inStock: boolean;
  readonly due: 'SOLD' | 'IN_STOCK' | null;
}

/**
 * Finds keys that were imported and no longer have an external row. One that is in stock here is a conflict; for one that
 * is not, an earlier conflict about its row is closed.
 */
export async function findMissing(
  state: RunState,
  file: SourceProcess,
  known: number,
): Promise<void> {
  const sourceId = state.source.id;
  for (let after = ''; ;) {
    const keys = await state.write<MappedKey[]>('mapped_external_keys', {
      ...{ sourceId, after, limit: PAGE, known },
    });
    if (keys.length === 0) return;
    const found = new Set(await file.request('existingKeys', { keys: keys.map(({ key }) => key) }));
    const changed: ChangedRow[] = [];
    for (const { key, conflict, inStock, due } of keys) {
      if (found.has(key) || (!inStock && due !== null)) continue; // the export checks these
      const code = inStock ? 'ROW_MISSING' : null;
      if (code !== null || conflict !== null) state.counts.seen++;
      if (code !== null) {
        const message = 'It was imported and is in stock here; its external row is missing';
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
