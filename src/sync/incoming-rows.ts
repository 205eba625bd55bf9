import { ruleOf } from '../database/error-mapping';
import type { MappedRow } from './mapping';
import type { RunState } from './run-state';
import type { Plain } from './transforms';

/** A row that comes in for the first time. */
export interface NewRow extends MappedRow {
  readonly key: string;
  readonly status: string;
  readonly hash: string;
  readonly quantity: number;
}

/** A row that came in before and reads otherwise now. */
export interface ChangedRow {
  readonly key: string;
  /** Null: as it was. */
  readonly status: string | null;
  readonly hash: string | null;
  /** Null: as it was. */
  readonly quantity: number | null;
  readonly conflict: string | null;
  readonly name: string | null;
  readonly attributes: Record<string, Plain>;
}

/** A refused page is tried again in so many pieces: more would be slower where one row is wrong, fewer where many are. */
const PIECES = 8;

/**
 * Writes rows in one transaction. Where a rule refuses it, pieces are tried, down to the row that it is about: that
 * one becomes an error, and the others come in.
 */
export async function sendRows(
  state: RunState,
  fresh: NewRow[],
  changed: ChangedRow[],
): Promise<void> {
  const asks = fresh.length > 0 && (state.dryRun || state.batchNumbersClash);
  const rest = asks ? await withoutTaken(state, fresh) : fresh;
  if (rest.length + changed.length === 0) return;
  const refusal = state.dryRun ? undefined : await refusalOf(state, rest, changed);
  if (refusal?.code === BATCH_TAKEN.code && !state.batchNumbersClash) {
    state.batchNumbersClash = true; // where one number is taken more will be: from here on each page is asked first
    return sendRows(state, rest, changed);
  }
  if (refusal) return sendPieces(state, rest, changed, refusal);
  state.counts.created += rest.length;
  state.counts.updated += changed.filter(({ conflict }) => conflict === null).length;
}

interface Refusal {
  readonly code: string;
  readonly message: string;
}

const BATCH_TAKEN = refusedBy('batch_number_taken');

async function refusalOf(
  state: RunState,
  fresh: NewRow[],
  changed: ChangedRow[],
): Promise<Refusal | undefined> {
  try {
    await state.write('import_external', {
      ...{ sourceId: state.source.id, runId: state.runId },
      new: fresh.map((row) => ({ ...row, attributes: present(row.attributes) })),
      changed: changed.map((row) => ({
        ...row,
        attributes: present(row.attributes),
        removed: Object.keys(row.attributes).filter((name) => row.attributes[name] === null),
      })),
    });
    return undefined;
  } catch (error) {
    const refusal = asRefusal(error);
    if (!refusal) throw error;
    return refusal;
  }
}

async function sendPieces(
  state: RunState,
  fresh: NewRow[],
  changed: ChangedRow[],
  refusal: Refusal,
): Promise<void> {
  const rows = fresh.length + changed.length;
  if (rows === 1) {
    return state.problem({ outcome: 'ERROR', key: (fresh[0] ?? changed[0]!).key, ...refusal });
  }
  const size = Math.ceil(rows / PIECES);
  for (let at = 0; at < fresh.length; at += size) {
    await sendRows(state, fresh.slice(at, at + size), []);
  }
  for (let at = 0; at < changed.length; at += size) {
    await sendRows(state, [], changed.slice(at, at + size));
  }
}

/** Whose batch number is taken is known without trying: a page is not tried twice for it, and a dry run knows it too. */
async function withoutTaken(state: RunState, fresh: NewRow[]): Promise<NewRow[]> {
  const rows = fresh.map(({ key, sku, batchNumber }) => ({ key, sku, batchNumber }));
  const taken = new Set(await state.write<string[]>('taken_batch_numbers', { new: rows }));
  for (const key of taken) await state.problem({ outcome: 'ERROR', key, ...BATCH_TAKEN });
  return fresh.filter(({ key }) => !taken.has(key));
}

/** A null says that there is none: a product does not carry it. */
function present(attributes: Record<string, Plain>): Record<string, Plain> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

/** A refusal by a rule or a value that PostgreSQL cannot hold is about a row; anything else is about the run. */
function asRefusal(error: unknown): Refusal | undefined {
  const { constraint, code, message } = error as {
    constraint?: string;
    code?: string;
    message: string;
  };
  if (constraint) return refusedBy(ruleOf(constraint));
  if (code?.startsWith('22')) return { code: 'VALUE_INVALID', message };
  return undefined;
}

function refusedBy(rule: string): Refusal {
  return { code: rule.toUpperCase(), message: `Refused by the rule ${rule}` };
}
