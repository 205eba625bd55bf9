import { parseBarcode } from 'gs1-barcode-parser-mod';

/** What a GS1 element string says of an item. */
export interface ElementString {
  /** The GTIN, or what stands in place of it on labels of our own. */
  readonly code: string;
  readonly lotNumber: string | null;
  /** YYYY-MM-DD. */
  readonly expiryDate: string | null;
  readonly serialNumber: string | null;
  /** The net weight: grams = digits * 10^(3 - decimals). */
  readonly weight: { readonly digits: string; readonly decimals: number } | null;
  /** How many items a package of a varying number holds. */
  readonly count: string | null;
}

const FNC1 = '\u001d';
/** EAN-13, UPC and EAN-8 carry digits alone; the parser knows the symbologies of element strings. */
const EAN = /^\]E[04](?=\d{8,13}$)/;

/**
 * Reads a GS1 element string: as a scanner sends it, with FNC1 as the group separator and with or without a symbology
 * identifier (]C1, ]d2, ]Q3, ]e0), or as it is printed, with brackets. Null for what is none, or names no product: by a
 * GTIN, or, on labels of our own, by a code in the company's internal elements: 91 the code, 92 the lot, without which it
 * is no such label, 93 the expiry date as YYYYMMDD.
 */
export function readElementString(text: string): ElementString | null {
  const trimmed = text.trim();
  const ean = EAN.exec(trimmed);
  if (ean) return { ...NOTHING, code: trimmed.slice(ean[0].length) };
  try {
    const symbology = /^\][A-Za-z]\d/.exec(trimmed)?.[0] ?? '';
    const data = trimmed.slice(symbology.length);
    const code = symbology + (data.startsWith(FNC1) ? data.slice(1) : data);
    const items = parseBarcode(code.endsWith(FNC1) ? code.slice(0, -1) : code).parsedCodeItems;
    const value = (ai: string) => {
      const item = items.find((one) => one.ai === ai);
      return item ? (item.raw ?? String(item.data)) || null : null; // empty: the label says nothing
    };
    const gtin = value('01') ?? value('02');
    const internal = gtin ? null : value('91');
    const ofLot = value('92');
    if (internal && ofLot) {
      const expiryDate = dayOf(value('93'));
      return { ...NOTHING, code: internal, lotNumber: ofLot, expiryDate };
    }
    if (!gtin) return null;
    const weighed = items.find(({ ai }) => /^310\d$/.test(ai));
    return {
      code: gtin,
      lotNumber: value('10'),
      expiryDate: expiryOf(items.find(({ ai }) => ai === '17')),
      serialNumber: value('21'),
      weight: weighed
        ? { digits: value(weighed.ai)!, decimals: Number(weighed.ai.slice(-1)) }
        : null,
      count: value('30') ?? value('37'),
    };
  } catch {
    return null; // the parser throws texts
  }
}

const NOTHING = {
  lotNumber: null,
  expiryDate: null,
  serialNumber: null,
  weight: null,
  count: null,
};

/** The day of YYYYMMDD; null for what is none. */
function dayOf(digits: string | null): string | null {
  const day = /^\d{8}$/.test(digits ?? '')
    ? digits!.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
    : '';
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}

/** The day of YYMMDD: the parser chooses the century and takes day 00 for the last of the month. Null for the 30th of February. */
function expiryOf(item: { raw?: string; data: unknown } | undefined): string | null {
  if (!(item?.data instanceof Date) || !item.raw) return null;
  const day = [item.data.getFullYear(), item.data.getMonth() + 1, item.data.getDate()]
    .map((part, n) => String(part).padStart(n === 0 ? 4 : 2, '0'))
    .join('-');
  const [, year, month, date] = /^(\d\d)(\d\d)(\d\d)$/.exec(item.raw) ?? [];
  const isThat =
    day.slice(2, 7) === `${year}-${month}` && (date === '00' || day.endsWith(`-${date}`));
  return isThat ? day : null;
}
