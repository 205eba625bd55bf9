import { cellText, CellError, readCell } from './cells';
import { shown, type Problem } from './errors';
import type { Values } from './kinds/kind';
import type { ImportPlan } from './plan';
import type { Row } from './row';

/** A row as the database takes it, with what its problems would need. */
export interface RowInput {
  readonly row: Row;
  readonly values: Values;
  readonly input: Record<string, unknown>;
}

/** A row's values, or why they cannot be read. A row with several problems has them all. */
export function readRow(plan: ImportPlan, row: Row): RowInput | Problem[] {
  const { kind, mapping, forms } = plan;
  if (row.broken !== undefined) {
    return [
      problemOf(row, null, 'ROW_BROKEN', row.broken, 'Quote cells that have a separator.', ''),
    ];
  }
  const values: Record<string, string | number | boolean | object> = {};
  const attributes: Record<string, string> = {};
  const problems: Problem[] = [];
  const read = (
    field: (typeof mapping.fields)[number]['field'],
    cell: string,
    column: string | null,
  ) => {
    if (cellText(cell) === '') {
      if (!field.required) return;
      const message = `${field.name} is missing`;
      problems.push(problemOf(row, column, 'VALUE_MISSING', message, 'Fill in the cell.', cell));
      return;
    }
    try {
      const value = readCell(field, cell, forms);
      const attribute = /^attribute:(.*)$/.exec(field.name)?.[1];
      if (attribute === undefined) values[field.name] = value;
      else attributes[attribute] = value as string;
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      problems.push(problemOf(row, column, error.code, error.message, error.hint, cell));
    }
  };
  for (const { field, value } of mapping.constants) read(field, value, null);
  for (const { field, at, column } of mapping.fields) read(field, row.cells[at]!, column);
  if (problems.length > 0) return problems;
  const input = kind.input({
    ...values,
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  });
  return { row, values, input: { row: row.row, ...input } };
}

const LONGEST_TEXT = 2000;
const LONGEST_CELL = 200;

export function problemOf(
  { row }: Row,
  column: string | null,
  code: string,
  message: string,
  hint: string | null,
  cell: string | null,
): Problem {
  return {
    ...{ row, column: column === null ? null : shown(column, LONGEST_CELL), code },
    message: shown(message, LONGEST_TEXT),
    hint: hint === null ? null : shown(hint, LONGEST_TEXT),
    value: cell === null || cell === '' ? null : shown(cell, LONGEST_CELL),
  };
}
