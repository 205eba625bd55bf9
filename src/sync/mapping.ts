import { startOfDay } from '../dates/dates';
import type { ExternalRow } from './child/external-table';
import { RowError, short } from './errors';
import { applyTransform, toPlain, type Plain, type Transform } from './transforms';

/** Maps a column to a field of the product or its batch, or to an attribute of the product. */
export interface FieldMapping {
  /** Null: a constant, given by DEFAULT. */
  readonly column: string | null;
  /** sku, name, baseUnit, batchNumber, unitCost, expiryDate, receivedAt, location, or attributes.<name>. */
  readonly target: string;
  readonly transforms: Transform[];
}

export const FIELDS = [
  'sku',
  'name',
  'baseUnit',
  'batchNumber',
  'unitCost',
  'expiryDate',
  'receivedAt',
  'location',
] as const;
export type Field = (typeof FIELDS)[number];
export const ATTRIBUTE = 'attributes.';

/** Normalises mappings from input: fills in optional parts. mappingProblems reports what is wrong with them. */
export function asMappings(written: readonly unknown[]): FieldMapping[] {
  return written.map((one) => {
    const { column, target, transforms } = Object(one) as Partial<FieldMapping>;
    return {
      column: column ?? null,
      target: String(target ?? ''),
      transforms: Array.isArray(transforms)
        ? transforms.map((step) => Object(step) as Transform)
        : [],
    };
  });
}

/** A row's product and batch data. */
export interface MappedRow extends Record<Field, string | null> {
  readonly sku: string;
  readonly name: string;
  readonly baseUnit: string;
  readonly batchNumber: string;
  readonly attributes: Record<string, Plain>;
}

/** Applies the mappings to a row; `key` is the default for SKU and batch number. Throws RowError. */
export function mapRow(
  row: ExternalRow,
  mappings: FieldMapping[],
  key: string,
  timeZone: string,
): MappedRow {
  const fields: Partial<Record<Field, string | null>> = {};
  const attributes: Record<string, Plain> = {};
  for (const { column, target, transforms } of mappings) {
    let value: Plain;
    try {
      value = column === null ? null : toPlain(row.values[column] ?? null);
      for (const transform of transforms) value = applyTransform(value, transform, timeZone);
      if (value === '') value = null;
      if (target.startsWith(ATTRIBUTE)) attributes[target.slice(ATTRIBUTE.length)] = value;
      else fields[target as Field] = fieldText(target as Field, value, timeZone);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      throw new RowError(error.code, `${column ?? target}: ${error.message}`);
    }
  }
  const sku = fields.sku ?? key;
  return {
    sku,
    name: fields.name ?? sku,
    baseUnit: fields.baseUnit ?? 'unit',
    batchNumber: fields.batchNumber ?? key,
    unitCost: fields.unitCost ?? null,
    expiryDate: fields.expiryDate ?? null,
    receivedAt: fields.receivedAt ?? null,
    location: fields.location ?? null,
    attributes,
  };
}

const FORMS: Partial<Record<Field, [RegExp, string]>> = {
  unitCost: [/^\d{1,14}(\.\d{1,6})?$/, 'a decimal number, zero or more'],
  expiryDate: [/^\d{4}-\d{2}-\d{2}$/, 'a date: give its format by DATE'],
  receivedAt: [/^\d{4}-\d{2}-\d{2}(T.+)?$/, 'a date or a moment: give its format by DATE'],
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function fieldText(field: Field, value: Plain, timeZone: string): string | null {
  if (value === null) return null;
  const text = String(value);
  const form = FORMS[field];
  if (form && !form[0].test(text)) throw new RowError('VALUE_INVALID', `it must be ${form[1]}`);
  // A day starts in the tenant's time zone, and has to exist in the calendar.
  if (form && DAY.test(text)) {
    const start = startOfDay(text, timeZone);
    if (start === undefined) {
      throw new RowError('VALUE_NOT_DATE', `"${short(text)}" is not a date`);
    }
    return field === 'receivedAt' ? start : text;
  }
  return text;
}
