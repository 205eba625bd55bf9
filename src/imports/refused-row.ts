import { GroupedRequestError, type RequestError } from '../database/grouped-request-error';
import { toRefusal } from '../database/error-mapping';
import { figuresOf, textMessage } from '../database/rule-messages';
import type { Problem } from './errors';
import type { ImportPlan } from './plan';
import { problemOf, type RowInput } from './row-input';

/** What inventory.import_rows says of a row. */
export interface RowResult {
  readonly row: number;
  readonly outcome?: 'created' | 'updated' | 'unchanged';
  /** Another file has brought it in. */
  readonly isKnown?: true;
  /** What the row is about, and what of it changes, where that was asked for. */
  readonly subject?: string;
  readonly changes?: readonly { field: string; before: string | null; after: string | null }[];
  readonly hash?: string;
  readonly problems?: readonly {
    column: string | null;
    code: string;
    message: string;
    hint: string;
  }[];
  readonly error?: RequestError;
}

/** A problem, and the field that it is of. */
export type FoundProblem = readonly [field: string | undefined, problem: Problem];

/** Why the database refused a row, at the columns of the fields that it names. Throws what is no refusal of the row. */
export function problemsOf(plan: ImportPlan, given: RowInput, result: RowResult): FoundProblem[] {
  const { row, values, input } = given;
  const at = (field: string | undefined) => {
    const mapped = plan.mapping.fields.find((one) => one.field.name === field);
    return { column: mapped?.column ?? null, cell: mapped ? row.cells[mapped.at]! : null };
  };
  if (result.problems) {
    return result.problems.map(({ column: field, code, message, hint }) => {
      const { column, cell } = at(field ?? undefined);
      return [field ?? undefined, problemOf(row, column, code, message, hint, cell)];
    });
  }
  const thrown = new GroupedRequestError(result.error!);
  const { broken, message } = toRefusal(thrown) ?? {};
  if (!broken) throw thrown;
  const { rule, guard, table, facts, hint } = broken;
  const named = (facts['field'] as string | undefined) ?? pointOf(guard);
  const field = plan.kind.fieldOf(
    { rule, code: facts['code'], ...(named && { field: named.replace(/^lines\[0\]\./, '') }) },
    values,
  );
  const { column, cell } = at(field);
  const value = field === undefined ? undefined : (values[field] ?? input[field]);
  const refused = { rule, guard, table, value };
  const { length, maximum } = figuresOf(refused) as { length?: number; maximum?: number };
  const tooLong = length !== undefined && maximum !== undefined && length > maximum;
  const said = textMessage(refused, field ?? '') ?? message!;
  const help = hint ?? (tooLong ? `Shorten it to ${maximum} characters.` : null);
  return [[field, problemOf(row, column, rule.toUpperCase(), said, help, cell)]];
}

/** The field that a CHECK's name ends with: text_invalid__base_unit is of baseUnit. */
function pointOf(guard: string): string | undefined {
  return guard.split('__')[1]?.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
