import type { ExternalTable } from './external-table';
import { sendRows } from './incoming-rows';
import type { RunState } from './run-state';

const PAGE = 500;

/** Keys that came in once and have no row any more: what is in stock here and gone there is a conflict. */
export async function findMissing(
  state: RunState,
  table: ExternalTable,
  keyColumn: string,
  known: number,
): Promise<void> {
  const sourceId = state.source.id;
  for (let after = ''; ;) {
    const keys = await state.write<string[]>('mapped_external_keys', {
      ...{ sourceId, after, limit: PAGE, known },
    });
    if (keys.length === 0) return;
    const rows = await table.byKeys(keyColumn, keys);
    const there = new Set(rows.map((row) => String(row.values[keyColumn])));
    const gone = keys.filter((key) => !there.has(key));
    for (const key of gone) {
      state.counts.seen++;
      const message = 'It came in once and is in stock here; its row is gone there';
      await state.problem({ outcome: 'CONFLICT', key, code: 'ROW_MISSING', message });
    }
    await sendRows(
      state,
      [],
      gone.map((key) => ({
        ...{ key, status: null, hash: null, quantity: 0, conflict: 'ROW_MISSING' },
        ...{ name: null, attributes: {} },
      })),
    );
    state.step();
    after = keys.at(-1)!;
  }
}
