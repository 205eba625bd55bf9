import { ImportError, shown } from './errors';

/** Which character stands before the fraction of a number. */
export type Decimal = '.' | ',';

/** Blanks and apostrophes between thousands, which can be read in one way only. */
const GROUPED = /^[+-]?\d{1,3}([ '’\u00a0\u2009\u202f]\d{3})+(?=$|[.,])/;
const BLANKS = /[ '’\u00a0\u2009\u202f]/g;
const PLAIN = /^[+-]?(\d+([.,]\d+)*|[.,]\d+)$/;

/** A number without the sign of its currency. */
export function withoutCurrency(text: string): string {
  return text.replace(/^[€$£¥]\s?|\s?[€$£¥]$/gu, '');
}

/** What numbers of a file show of its decimal character: an example of each reading. */
export class NumberForms {
  private readonly seen: Record<Decimal, string | undefined> = { '.': undefined, ',': undefined };
  private unclear: string | undefined;

  look(text: string): void {
    const number = ungrouped(text);
    if (number === undefined) return;
    const marks = (number.match(/[.,]/g) ?? []) as Decimal[];
    const last = marks.at(-1);
    if (last === undefined) return;
    const other = last === '.' ? ',' : '.';
    if (marks.includes(other)) this.seen[last] ??= text;
    else if (marks.length > 1) this.seen[other] ??= text;
    else if (/^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(number) && number === text.trim()) {
      this.unclear ??= text;
    } else this.seen[last] ??= text;
  }

  /** The decimal character. Throws DECIMAL_AMBIGUOUS where the file does not show one, and needs it. */
  decide(): Decimal {
    const { '.': point, ',': comma } = this.seen;
    const help = 'say which stands before the fraction (--decimal . or --decimal ,)';
    if (point !== undefined && comma !== undefined) {
      throw new ImportError(
        'DECIMAL_AMBIGUOUS',
        `The file has numbers with a decimal point (${shown(point)}) and with a decimal comma (${shown(comma)}): ${help}`,
        { values: [shown(point), shown(comma)] },
      );
    }
    if (point === undefined && comma === undefined && this.unclear !== undefined) {
      throw new ImportError(
        'DECIMAL_AMBIGUOUS',
        `${shown(this.unclear)} can be read in two ways, and no other number tells which: ${help}`,
        { values: [shown(this.unclear)] },
      );
    }
    return comma === undefined ? '.' : ',';
  }
}

/** Without blanks between thousands; undefined where it is no number. */
function ungrouped(text: string): string | undefined {
  const trimmed = text.trim();
  const number = GROUPED.test(trimmed) ? trimmed.replace(BLANKS, '') : trimmed;
  return PLAIN.test(number) ? number : undefined;
}

/** A number in plain digits with a point, such as -1200.5; undefined where the text is none. */
export function plainNumber(text: string, decimal: Decimal): string | undefined {
  const number = ungrouped(text);
  if (number === undefined) return undefined;
  const group = decimal === '.' ? ',' : '.';
  const parts = number.split(decimal);
  if (parts.length > 2) return undefined;
  const [whole = '', fraction = ''] = parts;
  if (fraction.includes(group)) return undefined;
  if (whole.includes(group) && !/^[+-]?\d{1,3}([.,]\d{3})+$/.test(whole)) return undefined;
  const digits = whole.replaceAll(group, '').replace(/^\+/, '');
  const sign = digits.startsWith('-') ? '-' : '';
  const integer = digits.replace('-', '').replace(/^0+(?=\d)/, '') || '0';
  const rest = fraction.replace(/0+$/, '');
  const value = rest ? `${integer}.${rest}` : integer;
  return value === '0' ? '0' : sign + value;
}
