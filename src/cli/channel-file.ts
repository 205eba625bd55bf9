import { parse } from 'csv-parse/sync';
import { LARGEST_QUANTITY } from '../database/rule-sentences';
import { CommandError } from './command-error';
import { readJson, readText } from './json-file';

/** The stock that a channel reports for one product at one location (null: in total). */
export interface ChannelLine {
  /** Its position in the file, for messages. */
  readonly place: string;
  readonly sku: string;
  readonly locationCode: string | null;
  readonly quantity: number;
  readonly total: number | null;
  readonly visible: boolean | null;
}

const COLUMNS = ['sku', 'locationCode', 'quantity', 'total', 'visible'];

/** The lines of a .csv or .json file; a CommandError that names the first line that is wrong. */
export function readChannelFile(file: string): ChannelLine[] {
  const raw = /\.json$/i.test(file) ? jsonLines(file) : csvLines(file);
  return raw.map(({ place, values }) => ({ place, ...checked(place, values) }));
}

interface RawLine {
  readonly place: string;
  readonly values: Record<string, unknown>;
}

function csvLines(file: string): RawLine[] {
  const text = readText(file);
  let header: string[] = [];
  try {
    const records = parse(text, {
      ...{ bom: true, info: true, skip_empty_lines: true, trim: true },
      columns: (names: string[]) => (header = names),
    }) as unknown as { record: Record<string, unknown>; info: { lines: number } }[];
    checkColumns(`${file}:1`, header);
    for (const needed of ['sku', 'quantity']) {
      if (!header.includes(needed)) throw new CommandError(`${file}:1: no column ${needed}`);
    }
    return records.map(({ record, info }) => ({ place: `${file}:${info.lines}`, values: record }));
  } catch (error) {
    const { code, message, lines } = error as { code?: string; message: string; lines?: number };
    if (!code?.startsWith('CSV_')) throw error;
    throw new CommandError(`${file}:${lines ?? 1}: ${message}`);
  }
}

function jsonLines(file: string): RawLine[] {
  const items = readJson(file);
  if (!Array.isArray(items)) throw new CommandError(`${file} is not a list of objects`);
  return items.map((values: Record<string, unknown> | null, index) => {
    const place = `${file}: item ${index + 1}`;
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      throw new CommandError(`${place} is not an object`);
    }
    checkColumns(place, Object.keys(values));
    return { place, values };
  });
}

// A misspelt locationCode, passed over, would turn a location's figure into one over all locations.
function checkColumns(place: string, names: string[]): void {
  const unknown = names.find((name) => !COLUMNS.includes(name));
  if (unknown === undefined) return;
  throw new CommandError(`${place}: "${unknown}" is not one of ${COLUMNS.join(', ')}`);
}

function checked(place: string, values: Record<string, unknown>): Omit<ChannelLine, 'place'> {
  const wrong = (what: string) => new CommandError(`${place}: ${what}`);
  const given = (name: string) => (values[name] === '' ? null : (values[name] ?? null));
  const text = (name: string): string | null => {
    const value = given(name);
    if (value === null || (typeof value === 'string' && !value.includes('\0'))) return value;
    throw wrong(`${name} must be a text`);
  };
  const whole = (name: string): number | null => {
    const value = given(name);
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    if (number === null) return null;
    if (!Number.isInteger(number)) throw wrong(`${name} must be a whole number`);
    // Here too, and not by the database alone: a file with a wrong line changes nothing.
    if (Math.abs(number as number) <= LARGEST_QUANTITY) return number as number;
    throw wrong(`${name} ${value as string | number} is more than ${LARGEST_QUANTITY} base units`);
  };
  const truth = (name: string): boolean | null => {
    const value = given(name);
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'string' && /^(true|false)$/i.test(value)) return /^true$/i.test(value);
    throw wrong(`${name} must be true or false`);
  };
  const sku = text('sku');
  const quantity = whole('quantity');
  if (!sku) throw wrong('sku is missing');
  if (quantity === null) throw wrong('quantity is missing');
  return {
    ...{ sku, locationCode: text('locationCode'), quantity, total: whole('total') },
    visible: truth('visible'),
  };
}
