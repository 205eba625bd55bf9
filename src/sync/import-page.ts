import { conflictOf, type KnownKey } from './conflicts';
import { RowError } from './errors';
import type { ExternalRow, ExternalTable } from './external-table';
import { asText } from './external-value';
import { hashRow, readRow, type SeenRow } from './incoming-row';
import { sendRows, type ChangedRow, type NewRow } from './incoming-rows';
import { mapRow, type FieldMapping } from './mapping';
import type { RunState } from './run-state';

export interface PageOptions {
  readonly table: ExternalTable;
  readonly mappings: FieldMapping[];
  /** Keys that occur in more than one row. */
  readonly duplicates: Set<string>;
}

/** Returns how many of the page's keys had been imported before. */
export async function importPage(
  state: RunState,
  { table, mappings, duplicates }: PageOptions,
  rows: ExternalRow[],
): Promise<number> {
  const { source } = state;
  const seen: SeenRow[] = [];
  /** Keys whose row cannot be compared, and why. */
  const unread = new Map<string, string>();
  for (const row of rows) {
    state.counts.seen++;
    try {
      seen.push(readRow(row, table, source, duplicates));
    } catch (error) {
      const key = asText(row.values[table.column(source.keyColumn)]);
      const { code } = await rowError(state, key, row.rowNumber, error);
      if ((key !== null && !code.startsWith('KEY_')) || code === 'KEY_DUPLICATE')
        unread.set(key!, code);
    }
  }
  const before = await knownKeys(state, [...seen.map(({ key }) => key), ...unread.keys()]);
  const fresh: NewRow[] = [];
  const changed: ChangedRow[] = [...unread].flatMap(([key, code]) => {
    const known = before.get(key);
    // A row that an export has to write is checked and reported by the export.
    return known && known.due === null && known.conflict !== code ? [unreadable(key, code)] : [];
  });
  for (const row of seen) {
    const known = before.get(row.key);
    if (!known && !row.inStock) {
      state.counts.skipped++;
      continue;
    }
    const hash = hashRow(row, mappings);
    const conflict = known ? conflictOf(known, row) : null;
    if (conflict) await state.problem({ outcome: 'CONFLICT', key: row.key, ...conflict });
    const code = conflict?.code ?? null;
    if (known && isUnchanged(known, row, hash, code)) {
      if (!conflict) state.counts.skipped++;
      continue;
    }
    const { key, status, quantity } = row;
    const observed = { key, status, hash, quantity };
    if (conflict) {
      // The external status and quantity are recorded for comparison; the product stays unchanged.
      changed.push({ ...observed, conflict: code, name: null, attributes: {} });
      continue;
    }
    try {
      const mapped = mapRow(row.row, mappings, key, source.timeZone);
      // A row without a name does not rename the product.
      const name = mapped.name === mapped.sku ? null : mapped.name;
      if (known) changed.push({ ...observed, conflict: null, name, attributes: mapped.attributes });
      else fresh.push({ ...observed, ...mapped });
    } catch (error) {
      await rowError(state, key, row.row.rowNumber, error);
    }
  }
  await sendRows(state, fresh, changed);
  state.step();
  return seen.filter(({ key }) => before.has(key)).length;
}

/** Whether nothing has changed since the row was last read, or last written by an export. */
function isUnchanged(
  known: KnownKey,
  row: SeenRow,
  hash: string,
  conflict: string | null,
): boolean {
  const { externalStatus, externalQuantity } = known;
  return (
    known.hash === hash &&
    externalStatus === row.status &&
    externalQuantity === row.quantity &&
    known.conflict === conflict
  );
}

/** Records the conflict and leaves everything else as it was. */
function unreadable(key: string, conflict: string): ChangedRow {
  const unchanged = { status: null, hash: null, quantity: null, name: null, attributes: {} };
  return { key, conflict, ...unchanged };
}

async function knownKeys(state: RunState, keys: string[]): Promise<Map<string, KnownKey>> {
  const sourceId = state.source.id;
  const known = await state.write<KnownKey[]>('known_external_keys', { sourceId, keys });
  return new Map(known.map((key) => [key.key, key]));
}

async function rowError(
  state: RunState,
  key: string | null,
  rowNumber: number | null,
  error: unknown,
): Promise<RowError> {
  if (!(error instanceof RowError)) throw error;
  const { code, message } = error;
  await state.problem({ outcome: 'ERROR', key, rowNumber, code, message });
  return error;
}
