import { parseBarcode } from 'gs1-barcode-parser-mod';

const FNC1 = '\u001d';

/** What a label says: a code of a product, the lot, and of how many it is. */
export interface Labelled {
  readonly code: string;
  readonly lot: string | undefined;
  readonly count: number | undefined;
}

/** The values of an element string by their identifiers; undefined for what is none. */
function elementsOf(text: string): Map<string, string> | undefined {
  try {
    const items = parseBarcode(text).parsedCodeItems;
    return new Map(items.map(({ ai, raw, data }) => [ai, raw ?? String(data)]));
  } catch {
    return undefined; // the parser throws texts
  }
}

/**
 * Reads what a scanner sends of a GS1 code, as the API does (src/input/gs1.ts): with FNC1 between its elements, and with
 * or without a symbology identifier (]C1, ]d2, ]Q3, ]e0). Undefined for what names no product, and for a weight, which
 * needs to be converted.
 */
export function readLabel(scanned: string): Labelled | undefined {
  const trimmed = scanned.trim();
  const symbology = /^\][A-Za-z]\d/.exec(trimmed)?.[0] ?? '';
  const data = trimmed.slice(symbology.length).replaceAll(new RegExp(`^${FNC1}|${FNC1}$`, 'g'), '');
  const elements = elementsOf(symbology + data);
  if (!elements || [...elements.keys()].some((ai) => ai.startsWith('310'))) return undefined;
  const value = (ai: string) => elements.get(ai) || undefined;
  const gtin = value('01') ?? value('02');
  if (gtin === undefined) {
    // Of our own labels; without a lot it is no label of ours, but a code that happens to begin with 91.
    const [code, lot] = [value('91'), value('92')];
    return code === undefined || lot === undefined ? undefined : { code, lot, count: undefined };
  }
  const count = value('30') ?? value('37');
  if (count !== undefined && !/^\d{1,8}$/.test(count)) return undefined;
  return { code: gtin, lot: value('10'), count: count === undefined ? undefined : Number(count) };
}
