import { createHash } from 'node:crypto';
import { cellText, type Forms } from './cells';
import { checkFormat, DayForms } from './days';
import { encodingOf } from './decoded';
import { ImportError, shown } from './errors';
import type { ImportKind } from './kinds/kind';
import { mapColumns, type Mapping, type MappingOptions } from './mapping';
import { NumberForms, withoutCurrency } from './numbers';
import { openTable, type Table } from './rows';
import type { SpooledFile } from './spooled-file';

export interface ReadingOptions extends MappingOptions {
  readonly encoding?: string | undefined;
  readonly separator?: string | undefined;
  readonly decimal?: string | undefined;
  readonly dateFormat?: string | undefined;
}

/** How a file is read: decided before any row is. */
export interface ImportPlan {
  readonly kind: ImportKind;
  readonly table: Table;
  readonly mapping: Mapping;
  readonly forms: Forms;
  readonly rows: number;
}

const NUMBERS = ['quantity', 'count', 'cost'];

/** Reads the whole file once. Throws ImportError where it could be read in more than one way. */
export async function planImport(
  file: SpooledFile,
  kind: ImportKind,
  options: ReadingOptions,
): Promise<ImportPlan> {
  const { decimal, dateFormat } = options;
  if (decimal !== undefined && decimal !== '.' && decimal !== ',') {
    throw new ImportError('DECIMAL_AMBIGUOUS', `${shown(decimal)} is neither a point nor a comma`);
  }
  if (dateFormat !== undefined) checkFormat(dateFormat);
  const separator = options.separator === '\\t' ? '\t' : options.separator;
  if (separator !== undefined && separator.length !== 1) {
    throw new ImportError('SEPARATOR_UNKNOWN', 'A separator is one character, or \\t');
  }
  const table = await openTable(file, encodingOf(file, options.encoding), { separator });
  const mapping = mapColumns(kind, table.columns, options);
  const numbers = new NumberForms();
  const days = new DayForms();
  const isNumber = ({ reads }: { reads: unknown }) => NUMBERS.includes(reads as string);
  const numeric = mapping.fields.filter(({ field }) => isNumber(field));
  const dated = mapping.fields.filter(({ field }) => field.reads === 'day');
  let rows = 0;
  for await (const { cells, broken } of table.rows()) {
    rows++;
    if (broken !== undefined) continue;
    for (const { at } of numeric) numbers.look(withoutCurrency(cellText(cells[at]!)));
    for (const { at } of dated) days.look(cellText(cells[at]!));
  }
  const forms: Forms = {
    decimal: decimal ?? numbers.decide(),
    days: dateFormat === undefined ? days.decide(dated[0]?.column ?? '') : { format: dateFormat },
  };
  return { kind, table, mapping, forms, rows };
}

/** A hash of how a file is read, as hex: the same file read in another way has other rows. */
export function readingOf({ table, mapping, forms }: ImportPlan, more: object = {}): string {
  const { encoding, separator } = table;
  const fields = mapping.fields.map(({ field, at }) => `${field.name} ${at}`).sort();
  const constants = mapping.constants.map(({ field, value }) => `${field.name}=${value}`).sort();
  const read = [encoding, separator, fields, constants, forms.decimal, forms.days, more];
  return createHash('sha256').update(JSON.stringify(read)).digest('hex');
}
