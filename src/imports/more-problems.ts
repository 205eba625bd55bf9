import type { Problem } from './errors';
import type { ImportPlan } from './plan';
import { problemsOf, type FoundProblem, type RowResult } from './refused-row';
import { inputOf, type RefusedRow, type RowInput } from './row-input';

// The database refuses a row for one reason. So a refused row is tried again without the cells that are refused, and nothing
// of that stays: what is refused then is another problem of it.

/** So many further problems of a row are looked for in the database. */
const ROUNDS = 4;

/** Why nothing more can be said of a row: what it is about is not there. */
const LAST = /^(PRODUCT|LOCATION|SUPPLIER)_UNKNOWN$/;

/** What a row is refused for by another row, which may be one after it by now. */
const OF_ANOTHER_ROW = /^ROW_/;

/** Adds to refused rows what else the database would refuse; `check` tries rows and takes them back. */
export async function findMore(
  plan: ImportPlan,
  refused: readonly RefusedRow[],
  check: (rows: readonly RowInput[]) => Promise<RowResult[]>,
): Promise<void> {
  let open = refused.filter((one) => canCheck(plan, one));
  for (let round = 0; round < ROUNDS && open.length > 0; round++) {
    const inputs = open.map((one) => inputOf(plan, one.row, withoutRefused(plan, one)));
    const results = await check(inputs);
    open = open.filter((one, at) => {
      const found = furtherProblems(plan, one, inputs[at]!, results[at]!);
      for (const [field, problem] of found) {
        one.fields.push(field);
        one.problems.push(problem);
      }
      return found.length > 0 && canCheck(plan, one);
    });
  }
  for (const { problems } of refused) sortByColumn(plan, problems);
}

function canCheck({ kind }: ImportPlan, { fields, problems }: RefusedRow): boolean {
  const required = kind.fields.filter((field) => field.required).map(({ name }) => name);
  return fields.every((field, at) => {
    if (field === undefined) return false;
    if (!required.includes(field)) return true;
    return field in kind.instead && !LAST.test(problems[at]!.code);
  });
}

function withoutRefused({ kind }: ImportPlan, { fields, values }: RefusedRow) {
  const left: Record<string, string | number | boolean | object | undefined> = { ...values };
  for (const field of fields) {
    left[field!] = undefined;
    Object.assign(left, kind.instead[field!]);
  }
  return left;
}

/** What is refused of the cells that were not refused before. */
function furtherProblems(
  plan: ImportPlan,
  { fields }: RefusedRow,
  input: RowInput,
  result: RowResult,
): FoundProblem[] {
  if (result.outcome) return [];
  try {
    return problemsOf(plan, input, result).filter(
      ([field, { code }]) =>
        field !== undefined && !fields.includes(field) && !OF_ANOTHER_ROW.test(code),
    );
  } catch {
    return []; // nobody wrote this row: it had cells left out
  }
}

function sortByColumn({ table }: ImportPlan, problems: Problem[]): void {
  const place = ({ column }: Problem) => (column === null ? -1 : table.columns.indexOf(column));
  problems.sort((one, other) => place(one) - place(other));
}
