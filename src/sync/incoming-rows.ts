import { ruleOf, toRefusal } from '../database/error-mapping';
import { sentenceOf } from '../database/rule-messages';
import type { ChangedRow, NewRow } from './incoming-row';
import type { RunState } from './run-state';
import type { Plain } from './transforms';

/** Into how many parts a refused page is split for the retry: a balance between one wrong row and many. */
const PARTS = 8;

/**
 * Writes rows in one transaction. Where a rule refuses it, pieces are tried, down to the row that it is about: that
 * one becomes an error, and the others come in.
 */
export async function sendRows(
  state: RunState,
  fresh: NewRow[],
  changed: ChangedRow[],
): Promise<void> {
  const asks = fresh.length > 0 && state.rowsExclude;
  const rest = asks ? await withoutRefused(state, fresh) : fresh;
  if (rest.length + changed.length === 0) return;
  const refusal = await refusalOf(state, rest, changed);
  if (refusal && EXCLUSIONS.includes(refusal.code) && !state.rowsExclude) {
    state.rowsExclude = true; // once two rows exclude each other, more will: from now on each page is checked first
    return sendRows(state, rest, changed);
  }
  if (refusal) return sendParts(state, rest, changed, refusal);
  await state.accepted?.add(rest);
  state.counts.created += rest.length;
  state.counts.updated += changed.filter(({ conflict }) => conflict === null).length;
}

interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** What refused_external_rows foresees. */
const EXCLUSIONS = ['LOT_EXPIRY_DIFFERS', 'EXTERNAL_KEY_TAKEN'];

async function refusalOf(
  state: RunState,
  fresh: NewRow[],
  changed: ChangedRow[],
): Promise<Refusal | undefined> {
  try {
    const { changes } = await state.write<{ changes: object[] | null }>('import_external', {
      ...{ sourceId: state.source.id, runId: state.runId },
      ...(state.dryRunId !== undefined && { dryRunId: state.dryRunId }),
      ...(state.accepted && {
        ...{ dryRun: true, compare: true },
        before: (await state.accepted.like(fresh)).map(asInput),
      }),
      new: fresh.map(asInput),
      changed: changed.map((row) => ({
        ...row,
        attributes: present(row.attributes),
        removed: Object.keys(row.attributes).filter((name) => row.attributes[name] === null),
      })),
    });
    if (state.accepted) await state.show(changes ?? []);
    return undefined;
  } catch (error) {
    const refusal = asRefusal(error);
    if (!refusal) throw error;
    return refusal;
  }
}

function asInput(row: NewRow): object {
  return { ...row, attributes: present(row.attributes) };
}

async function sendParts(
  state: RunState,
  fresh: NewRow[],
  changed: ChangedRow[],
  refusal: Refusal,
): Promise<void> {
  const rows = fresh.length + changed.length;
  if (rows === 1) {
    return state.problem({ outcome: 'ERROR', key: (fresh[0] ?? changed[0]!).key, ...refusal });
  }
  const size = Math.ceil(rows / PARTS);
  for (let at = 0; at < fresh.length; at += size) {
    await sendRows(state, fresh.slice(at, at + size), []);
  }
  for (let at = 0; at < changed.length; at += size) {
    await sendRows(state, [], changed.slice(at, at + size));
  }
}

/** Removes rows that other rows exclude, so that the page is not refused for them. */
async function withoutRefused(state: RunState, fresh: NewRow[]): Promise<NewRow[]> {
  const refused = await refusedRows(state, fresh);
  const own = new Set(fresh.map(({ key }) => key));
  for (const row of refused.filter(({ key }) => own.has(key))) {
    await state.problem({ outcome: 'ERROR', ...row });
  }
  const keys = new Set(refused.map(({ key }) => key));
  return fresh.filter(({ key }) => !keys.has(key));
}

async function refusedRows(
  state: RunState,
  fresh: NewRow[],
): Promise<(Refusal & { readonly key: string })[]> {
  try {
    const rows = [...((await state.accepted?.like(fresh)) ?? []), ...fresh];
    return await state.write('refused_external_rows', {
      sourceId: state.source.id,
      new: rows.map(({ key, sku, batchNumber, expiryDate }) => ({
        ...{ key, sku, batchNumber, expiryDate },
      })),
    });
  } catch (error) {
    if (!asRefusal(error)) throw error;
    return []; // a value that PostgreSQL cannot store: the import finds its row
  }
}

/** Attributes without nulls: a product has no attribute with a null value. */
function present(attributes: Record<string, Plain>): Record<string, Plain> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

/** A refusal by a rule, or of a value that PostgreSQL cannot store, concerns a row; any other error concerns the run. */
function asRefusal(error: unknown): Refusal | undefined {
  const { constraint, code, message } = error as {
    constraint?: string;
    code?: string;
    message: string;
  };
  if (constraint) return refusedBy(ruleOf(constraint), toRefusal(error)?.message);
  if (code?.startsWith('22')) return { code: 'VALUE_INVALID', message };
  return undefined;
}

function refusedBy(rule: string, message = sentenceOf(rule)): Refusal {
  return { code: rule.toUpperCase(), message };
}
