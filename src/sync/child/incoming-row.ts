import { createHash } from 'node:crypto';
import { LARGEST_QUANTITY } from '../../database/rule-sentences';
import { RowError, short } from '../errors';
import type { ExternalRow, ExternalTable } from './external-table';
import { asText, type ExternalValue } from './external-value';
import type { FieldMapping } from '../mapping';
import type { SyncSource } from '../source';

const MAX_KEY = 128;

/** An external row with its key, status and quantity checked, before mappings are applied. */
export interface SeenRow {
  readonly row: ExternalRow;
  readonly key: string;
  readonly status: string;
  readonly inStock: boolean;
  /** In base units. */
  readonly quantity: number;
}

/** Reads and checks a row's key, status and quantity. Throws RowError. */
export function readRow(
  row: ExternalRow,
  table: ExternalTable,
  source: SyncSource,
  duplicates: Set<string>,
): SeenRow {
  const key = readKey(row.values[table.column(source.keyColumn)] ?? null);
  if (duplicates.has(key)) {
    throw new RowError('KEY_DUPLICATE', 'Another row has the same key; none of them is imported');
  }
  const text = asText(row.values[table.column(source.statusColumn)]) ?? '';
  const inStock = source.inStockValues.includes(text);
  if (!inStock && !source.soldValues.includes(text)) {
    const message = `The status "${text.slice(0, 40)}" is neither in stock nor sold`;
    throw new RowError('STATUS_UNKNOWN', message);
  }
  return {
    row,
    key,
    status: text,
    inStock,
    quantity: inStock ? readQuantity(row, table, source) : 0,
  };
}

function readKey(value: ExternalValue): string {
  const key = value === null ? '' : asText(value);
  if (key?.trim() === '') throw new RowError('KEY_MISSING', 'The row has no key');
  if (
    key === null ||
    key.length > 2 * MAX_KEY ||
    /[\0\ufffd]/.test(key) || // U+FFFD: malformed text, by which the row could not be found again
    [...key].length > MAX_KEY
  ) {
    throw new RowError('KEY_INVALID', `A key is text of at most ${MAX_KEY} characters`);
  }
  return key;
}

function readQuantity(row: ExternalRow, table: ExternalTable, source: SyncSource): number {
  if (source.quantityColumn === null) return 1;
  const value = row.values[table.column(source.quantityColumn)] ?? null;
  const text = asText(value)?.trim() ?? '';
  const quantity = Number(text || NaN);
  if (!Number.isInteger(quantity) || quantity <= 0) {
    throw new RowError('QUANTITY_INVALID', 'The quantity is not a whole number above zero');
  }
  // Here too, and not by the database alone, whose CHECK does not name the figure of a row that has changed.
  if (quantity > LARGEST_QUANTITY) {
    throw new RowError(
      'QUANTITY_TOO_LARGE',
      `${short(text)} base units are more than ${LARGEST_QUANTITY}`,
    );
  }
  return quantity;
}

/** A hash of the mapped values of a row and of its mappings; status and quantity are compared separately. */
export function hashRow({ row }: SeenRow, mappings: FieldMapping[]): string {
  const values = mappings.map(({ column }) => printed(column === null ? null : row.values[column]));
  const content = JSON.stringify([fingerprint(mappings), values]);
  return createHash('sha256').update(content).digest('hex');
}

function printed(value: ExternalValue | undefined): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return 'too long';
  return Buffer.isBuffer(value) ? value.toString('hex') : (value ?? null);
}

const fingerprints = new WeakMap<FieldMapping[], string>();

function fingerprint(mappings: FieldMapping[]): string {
  let known = fingerprints.get(mappings);
  if (known === undefined) {
    known = createHash('sha256').update(JSON.stringify(mappings)).digest('hex');
    fingerprints.set(mappings, known);
  }
  return known;
}
