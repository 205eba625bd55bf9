import { noSuchDay, plainDay, type DayOrder } from './days';
import { shown } from './errors';
import type { Field, Reading } from './kinds/kind';
import { plainNumber, withoutCurrency, type Decimal } from './numbers';

/** How the file writes numbers and days. */
export interface Forms {
  readonly decimal: Decimal;
  readonly days: DayOrder | { readonly format: string };
}

/** A cell that cannot be read. */
export class CellError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string | null = null,
  ) {
    super(message);
  }
}

const UNSTORABLE = /[\0\p{Cs}]/u;
/** What Excel writes to keep a text from being read as a number. */
const AS_TEXT = /^="(.*)"$/s;
/** An apostrophe that a spreadsheet, or our own export, put before digits or a formula. */
const GUARD = /^'(?=[=+@\uff1d\uff0b\uff0d\uff20-]|\d+$)/;
const ROUNDED = /^\d([.,]\d+)?E\+\d+$/i;
const LARGEST = 15;
const COST_WHOLE = 14;
const COST_DIGITS = 6;

/** The text of a cell without what a spreadsheet wrote around it; an empty text where it is blank. */
export function cellText(cell: string): string {
  const text = AS_TEXT.exec(cell.trim())?.[1] ?? cell;
  return text.trim().replace(GUARD, '');
}

/** The value of a cell that is not blank. Throws CellError. */
export function readCell(
  { name, reads }: Field,
  cell: string,
  forms: Forms,
): string | number | boolean | object {
  const text = cellText(cell);
  if (UNSTORABLE.test(text)) {
    throw new CellError(
      'TEXT_UNSTORABLE',
      `${name} has a character that no text can hold`,
      'Remove it.',
    );
  }
  if (text.startsWith('=') && !AS_TEXT.test(cell.trim()) && !cell.trim().startsWith("'")) {
    throw new CellError(
      'CELL_IS_FORMULA',
      `${name} is a formula, not a value`,
      'Put its value there.',
    );
  }
  return READERS[typeof reads === 'string' ? reads : 'choice'](text, name, forms, reads);
}

type Reader = (
  text: string,
  name: string,
  forms: Forms,
  reads: Reading,
) => string | number | boolean | object;

const READERS: Record<Extract<Reading, string> | 'choice', Reader> = {
  text: (text) => text,
  code: (text, name) => {
    if (!ROUNDED.test(text)) return text;
    const message = `${name} ${shown(text)} was rounded by a spreadsheet: its last digits are lost`;
    throw new CellError(
      'VALUE_ROUNDED',
      message,
      'Format the column as text before you type or paste codes.',
    );
  },
  quantity: (text, name, forms) => number(text, name, forms),
  count: (text, name, forms) => {
    const value = number(text, name, forms);
    if (/^-?\d+$/.test(value)) return Number(value);
    throw new CellError('VALUE_NOT_WHOLE', `${name} ${shown(text)} is not a whole number`);
  },
  cost: (text, name, forms) => {
    const value = number(withoutCurrency(text), name, forms, COST_WHOLE);
    if ((value.split('.')[1] ?? '').length <= COST_DIGITS) return value;
    const message = `${name} ${shown(text)} has more than ${COST_DIGITS} decimal places`;
    throw new CellError('VALUE_NOT_EXACT', message, `Round it to ${COST_DIGITS} places.`);
  },
  day: (text, name, forms) => {
    const day = plainDay(text, forms.days);
    if (day !== undefined) return day;
    const none = noSuchDay(text, forms.days);
    if (none !== undefined) {
      const message = `${name} ${shown(text)} does not exist: ${none}`;
      throw new CellError('VALUE_NOT_DATE', message, 'Write a day that is in the calendar.');
    }
    const form = typeof forms.days === 'object' ? forms.days.format : `with the ${forms.days}`;
    const message = `${name} ${shown(text)} is not a date ${typeof forms.days === 'object' ? 'in the format ' : ''}${form}`;
    throw new CellError(
      'VALUE_NOT_DATE',
      message,
      typeof forms.days === 'object'
        ? `Write it as ${form}, or give another --date-format.`
        : 'Write it as 2026-01-31, or give --date-format.',
    );
  },
  units: (text, name) =>
    pairs(text, () => {
      const hint = 'Write units and their size in base units as box=12|pallet=480.';
      return new CellError(
        'VALUE_NOT_UNITS',
        `${name} ${shown(text)} is not a list of units`,
        hint,
      );
    }).map(([code, factor]) => ({ code, factor })),
  components: (text, name) =>
    pairs(text, () => {
      const hint = 'Write SKUs and how much of each one kit has, in base units, as LAMP=1|BULB=3.';
      return new CellError(
        'VALUE_NOT_COMPONENTS',
        `${name} ${shown(text)} is not a list of components`,
        hint,
      );
    }).map(([sku, quantity]) => ({ sku, quantity })),
  choice: (text, name, _, reads) => {
    const table = reads as Readonly<Record<string, string | boolean>>;
    const key = text.toLowerCase();
    if (Object.hasOwn(table, key)) return table[key]!;
    const message = `${name} cannot be ${shown(text)}`;
    throw new CellError('VALUE_UNKNOWN', message, `Use one of ${Object.keys(table).join(', ')}.`);
  },
};

/** What is written as box=12|pallet=480. */
function pairs(text: string, refusal: () => CellError): [string, number][] {
  return text.split(/[|;]/).map((entry) => {
    const [, code, count] = /^\s*(.+?)\s*=\s*(\d{1,15})\s*$/.exec(entry) ?? [];
    if (code === undefined) throw refusal();
    return [code, Number(count)];
  });
}

function number(text: string, name: string, { decimal }: Forms, most = LARGEST): string {
  const value = plainNumber(text, decimal);
  if (value === undefined) {
    const message = `${name} ${shown(text)} is not a number with a decimal ${decimal === '.' ? 'point' : 'comma'}`;
    throw new CellError('VALUE_NOT_NUMBER', message, 'Write digits only, or give --decimal.');
  }
  if (value.replace(/^-|\..*$/g, '').length <= most) return value;
  const hint = `At most ${most} digits fit before the decimals.`;
  throw new CellError('VALUE_TOO_LARGE', `${name} ${shown(text)} is too large`, hint);
}
