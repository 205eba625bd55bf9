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
  readonly problem?: { column: string; code: string; message: string; hint: string };
  readonly error?: RequestError;
}

/** Why the database refused a row, at the column of the field that it names. Throws what is no refusal of the row. */
export function refusedRow(
  plan: ImportPlan,
  { row, values, input }: RowInput,
  result: RowResult,
): Problem {
  const { problem, error } = result;
  const at = (field: string) => {
    const mapped = plan.mapping.fields.find((one) => one.field.name === field);
    return { column: mapped?.column ?? null, cell: mapped ? row.cells[mapped.at]! : null };
  };
  if (problem) {
    const { column, cell } = at(problem.column);
    return problemOf(row, column, problem.code, problem.message, problem.hint, cell);
  }
  const thrown = new GroupedRequestError(error!);
  const { broken, message } = toRefusal(thrown) ?? {};
  if (!broken) throw thrown;
  const { rule, guard, table, facts, hint } = broken;
  const named = (facts['field'] as string | undefined) ?? pointOf(guard);
  const field = plan.kind.fieldOf(
    { rule, code: facts['code'], ...(named && { field: named.replace(/^lines\[0\]\./, '') }) },
    values,
  );
  const place = field === undefined ? { column: null, cell: null } : at(field);
  const value = field === undefined ? undefined : (values[field] ?? input[field]);
  const refused = { rule, guard, table, value };
  const { length, maximum } = figuresOf(refused) as { length?: number; maximum?: number };
  const tooLong = length !== undefined && maximum !== undefined && length > maximum;
  const said = textMessage(refused, field ?? '') ?? message!;
  const help = hint ?? (tooLong ? `Shorten it to ${maximum} characters.` : null);
  return problemOf(row, place.column, rule.toUpperCase(), said, help, place.cell);
}

/** The field that a CHECK's name ends with: text_invalid__base_unit is of baseUnit. */
function pointOf(guard: string): string | undefined {
  return guard.split('__')[1]?.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
