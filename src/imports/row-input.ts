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

/** A row that is refused, and what could be read of it. */
export interface RefusedRow {
  readonly row: Row;
  problems: Problem[];
  /** The fields of the problems; undefined where one is of no field. */
  readonly fields: (string | undefined)[];
  readonly values: Values;
}

type NamedField = ImportPlan['mapping']['fields'][number]['field'];

/** A row's values, or why they cannot be read. A row with several problems has them all. */
export function readRow(plan: ImportPlan, row: Row): RowInput | RefusedRow {
  const { mapping, forms } = plan;
  const values: Record<string, string | number | boolean | object> = {};
  const attributes: Record<string, string> = {};
  const refused: RefusedRow = { row, problems: [], fields: [], values };
  const refuse = (field: string | undefined, problem: Problem) => {
    refused.problems.push(problem);
    refused.fields.push(field);
  };
  if (row.broken !== undefined) {
    const isCsv = plan.table.separator !== null;
    const hint = isCsv ? 'Quote cells that have a separator.' : JSON_HINT;
    refuse(undefined, problemOf(row, null, 'ROW_BROKEN', row.broken, hint, ''));
    return refused;
  }
  const read = (field: NamedField, cell: string, column: string | null) => {
    const { name } = field;
    if (cellText(cell) === '') {
      if (!field.required) return;
      const message = `${name} is missing`;
      refuse(name, problemOf(row, column, 'VALUE_MISSING', message, 'Fill in the cell.', cell));
      return;
    }
    try {
      const value = readCell(field, cell, forms);
      const attribute = /^attribute:(.*)$/.exec(name)?.[1];
      if (attribute === undefined) values[name] = value;
      else attributes[attribute] = value as string;
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      refuse(name, problemOf(row, column, error.code, error.message, error.hint, cell));
    }
  };
  for (const { field, value } of mapping.constants) read(field, value, null);
  for (const { field, at, column } of mapping.fields) read(field, row.cells[at]!, column);
  if (Object.keys(attributes).length > 0) values['attributes'] = attributes;
  return refused.problems.length > 0 ? refused : inputOf(plan, row, values);
}

/** A row of these values as the database takes it. */
export function inputOf({ kind }: ImportPlan, row: Row, values: Values): RowInput {
  return { row, values, input: { row: row.row, ...kind.input(values) } };
}

const JSON_HINT =
  'Write one object a line, whose values are texts, numbers, true, false or null, such as {"sku": "A-1"}.';
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
