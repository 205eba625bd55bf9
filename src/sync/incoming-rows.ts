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
  readonly quantity: number;
  readonly conflict: string | null;
  readonly name: string | null;
  readonly attributes: Record<string, Plain>;
}

/**
 * Writes rows in one transaction. Where a rule refuses it, halves are tried, down to the row that it is about: that
 * one becomes an error, and the others come in.
 */
export async function sendRows(
  state: RunState,
  fresh: NewRow[],
  changed: ChangedRow[],
): Promise<void> {
  if (fresh.length + changed.length === 0) return;
  const { counts } = state;
  if (!state.dryRun) {
    try {
      await state.write('import_external', {
        sourceId: state.source.id,
        new: fresh.map((row) => ({ ...row, attributes: present(row.attributes) })),
        changed: changed.map((row) => ({
          ...row,
          attributes: present(row.attributes),
          removed: Object.keys(row.attributes).filter((name) => row.attributes[name] === null),
        })),
      });
    } catch (error) {
      const refusal = asRefusal(error);
      if (!refusal) throw error;
      if (fresh.length + changed.length === 1) {
        await state.problem({ outcome: 'ERROR', key: (fresh[0] ?? changed[0]!).key, ...refusal });
        return;
      }
      const half = (rows: number) => Math.ceil(rows / 2);
      const [a, b] = [half(fresh.length), half(changed.length)];
      const whole = fresh.length === 0 || changed.length === 0;
      if (whole) {
        await sendRows(state, fresh.slice(0, a), changed.slice(0, b));
        await sendRows(state, fresh.slice(a), changed.slice(b));
      } else {
        await sendRows(state, fresh, []);
        await sendRows(state, [], changed);
      }
      return;
    }
  }
  counts.created += fresh.length;
  counts.updated += changed.filter(({ conflict }) => conflict === null).length;
}

/** A null says that there is none: a product does not carry it. */
function present(attributes: Record<string, Plain>): Record<string, Plain> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

/** A refusal by a rule or a value that PostgreSQL cannot hold is about a row; anything else is about the run. */
function asRefusal(error: unknown): { code: string; message: string } | undefined {
  const { constraint, code, message } = error as {
    constraint?: string;
    code?: string;
    message: string;
  };
  if (constraint) {
    const rule = ruleOf(constraint);
    return { code: rule.toUpperCase(), message: `Refused by the rule ${rule}` };
  }
  if (code?.startsWith('22')) return { code: 'VALUE_INVALID', message };
  return undefined;
}
