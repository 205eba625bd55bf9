// GS1 element strings, as far as counting without a connection needs them. The API reads all of them; a test compares both.

const FNC1 = '\u001d';

/** How long an element is whose length is fixed, by the first two digits of its identifier, which count. */
const FIXED: Readonly<Record<string, number>> = {
  ...{ '00': 20, '01': 16, '02': 16, '03': 16, '04': 18, '20': 4, '41': 16 },
  ...{ '11': 8, '12': 8, '13': 8, '14': 8, '15': 8, '16': 8, '17': 8, '18': 8, '19': 8 },
  ...{ '31': 10, '32': 10, '33': 10, '34': 10, '35': 10, '36': 10 },
};

/** What a label says: a code of a product, the lot, and of how many it is. */
export interface Labelled {
  readonly code: string;
  readonly lot: string | undefined;
  readonly count: number | undefined;
}

/** The elements of a string, by the first two digits of their identifiers. */
function elementsOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let rest = text;
  while (rest !== '') {
    const ai = rest.slice(0, 2);
    const end = rest.indexOf(FNC1);
    const length = FIXED[ai] ?? (end < 0 ? rest.length : end);
    found.set(ai, rest.slice(2, length));
    rest = rest.slice(length);
    if (rest.startsWith(FNC1)) rest = rest.slice(1);
  }
  return found;
}

/**
 * Reads what a scanner sends of a GS1 code: with FNC1 between its elements, and with or without a symbology identifier
 * (]C1, ]d2, ]Q3, ]e0). Undefined for what names no product, and for a weight, which needs to be converted.
 */
export function readLabel(scanned: string): Labelled | undefined {
  const sent = scanned.trim().replace(/^\](C1|d2|Q3|e0)/, '');
  const text = sent.startsWith(FNC1) ? sent.slice(1) : sent;
  if (!/^\d\d/.test(text)) return undefined;
  const elements = elementsOf(text);
  const value = (ai: string) => elements.get(ai) || undefined;
  if (value('31') !== undefined) return undefined;
  const gtin = value('01') ?? value('02');
  if (gtin === undefined) {
    // Of our own labels; without a lot it is no label of ours, but a code that happens to begin with 91.
    const [code, lot] = [value('91'), value('92')];
    return code === undefined || lot === undefined ? undefined : { code, lot, count: undefined };
  }
  if (!/^\d{14}$/.test(gtin)) return undefined;
  const count = value('30') ?? value('37');
  if (count !== undefined && !/^\d{1,8}$/.test(count)) return undefined;
  return { code: gtin, lot: value('10'), count: count === undefined ? undefined : Number(count) };
}
