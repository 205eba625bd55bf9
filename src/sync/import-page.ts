import type { ReadPage, RowProblem } from './child/protocol';
import { conflictOf, type KnownKey, type SeenRow } from './conflicts';
import type { ChangedRow, NewRow } from './incoming-row';
import { sendRows } from './incoming-rows';
import type { MappedRow } from './mapping';
import type { RunState } from './run-state';
import type { SourceProcess } from './source-process';

/** What is known of a row before it is mapped. */
interface Observed {
  readonly key: string;
  readonly status: string;
  readonly hash: string;
  readonly quantity: number;
}

/** Returns how many of the page's keys had been imported before, and do not come in again. */
export async function importPage(
  state: RunState,
  file: SourceProcess,
  { page, rows }: ReadPage,
  /** When the page before has been written: of two rows that exclude each other, the first one comes in. */
  turn: Promise<void>,
): Promise<number> {
  const seen: [index: number, row: SeenRow][] = [];
  /** Keys whose row cannot be compared, and why. */
  const unread = new Map<string, string>();
  for (const [index, row] of rows.entries()) {
    state.counts.seen++;
    if (!('code' in row)) seen.push([index, row]);
    else {
      await reportError(state, row);
      const { key, code } = row;
      if (key !== null && (!code.startsWith('KEY_') || code === 'KEY_DUPLICATE')) {
        unread.set(key, code);
      }
    }
  }
  const before = await knownKeys(state, [...seen.map(([, { key }]) => key), ...unread.keys()]);
  // The goods of a voided receipt never came: what is in stock there comes in as for the first time.
  for (const [, { key, inStock }] of seen) {
    if (inStock && before.get(key)?.voided) before.delete(key);
  }
  for (const entry of seen) entry[1] = asExported(state, before, entry[1]);
  const changed: ChangedRow[] = [...unread].flatMap(([key, code]) => {
    const known = before.get(key);
    // A row that an export has to write is checked and reported by the export.
    return known && known.due === null && known.conflict !== code ? [unreadable(key, code)] : [];
  });
  /** By the row's index in the page. */
  const toMap = new Map<number, { observed: Observed; isKnown: boolean }>();
  for (const [index, row] of seen) {
    const known = before.get(row.key);
    if (!known && !row.inStock) {
      state.counts.skipped++;
      continue;
    }
    const conflict = known ? conflictOf(known, row) : null;
    if (conflict) await state.problem({ outcome: 'CONFLICT', key: row.key, ...conflict });
    const code = conflict?.code ?? null;
    if (known && isUnchanged(known, row, code)) {
      if (!conflict) state.counts.skipped++;
      continue;
    }
    const { key, status, quantity, hash } = row;
    const observed = { key, status, hash, quantity };
    if (conflict) {
      // The external status and quantity are recorded for comparison; the product stays unchanged.
      changed.push({ ...observed, conflict: code, name: null, attributes: {} });
    } else toMap.set(index, { observed, isKnown: known !== undefined });
  }
  const fresh: NewRow[] = [];
  await mapRows(state, file, page, [...toMap.keys()], (index, mapped) => {
    const { observed, isKnown } = toMap.get(index)!;
    // A row without a name does not rename the product.
    const name = mapped.name === mapped.sku ? null : mapped.name;
    const { attributes } = mapped;
    if (isKnown) changed.push({ ...observed, conflict: null, name, attributes });
    else fresh.push({ ...observed, ...mapped });
  });
  await turn;
  await sendRows(state, fresh, changed);
  state.step();
  return seen.filter(([, { key }]) => before.has(key)).length;
}

/** Maps rows of a page, a part at a time, and releases the page. */
async function mapRows(
  state: RunState,
  file: SourceProcess,
  page: number,
  rows: number[],
  onMapped: (index: number, row: MappedRow) => void,
): Promise<void> {
  for (let done = 0; done < rows.length;) {
    const answer = await file.request('mapRows', { page, rows: rows.slice(done) });
    for (const one of answer) {
      if ('mapped' in one) onMapped(rows[done]!, one.mapped);
      else await reportError(state, one.problem);
      done++;
    }
  }
  await file.request('releasePage', { page });
}

/** Whether nothing has changed since the row was last read, or last written by an export. */
function isUnchanged(known: KnownKey, row: SeenRow, conflict: string | null): boolean {
  const { externalStatus, externalQuantity } = known;
  return (
    known.hash === row.hash &&
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

function reportError(state: RunState, problem: RowProblem): Promise<void> {
  return state.problem({ outcome: 'ERROR', ...problem });
}

/** After the dry run of an export: the row and what is known of it as the live run would have left them. */
function asExported(state: RunState, before: Map<string, KnownKey>, row: SeenRow): SeenRow {
  const known = before.get(row.key);
  const settled = state.settled.get(row.key);
  if (!known || !settled) return row;
  const { became, found, conflict } = settled;
  if (became === null || found === null) {
    before.set(row.key, { ...known, pendingStatus: null, conflict });
    return row;
  }
  const quantity = settled.quantity ?? row.quantity;
  before.set(row.key, {
    ...{ ...known, status: became, due: null, conflict: null, pendingStatus: null },
    ...{ externalStatus: found, externalQuantity: quantity },
  });
  return { ...row, status: found, inStock: became === 'IN_STOCK', quantity };
}
