interface Coded {
  readonly sku: string;
  readonly name: string;
  readonly baseUnit: string;
  readonly codes: readonly {
    readonly code: string;
    readonly kind: string;
    readonly unit: string;
  }[];
}

/** What one label says. */
export interface Label {
  readonly key: string;
  readonly of: Coded;
  readonly name: string;
  readonly sku: string;
  /** What the label is on: one piece, or a package with a barcode of its own. */
  readonly unit: string;
  /** The barcode of the unit, where it has one; else the product's SKU stands for it. */
  readonly gtin: string | undefined;
  readonly lot: string | undefined;
  readonly expiry: string | undefined;
}

const gtinsOf = ({ codes }: Coded) => codes.filter(({ kind }) => kind === 'GTIN');

/** The units that a label can be on: the base unit, and those with a barcode. */
export const unitsOf = (product: Coded): string[] => [
  ...new Set([product.baseUnit, ...gtinsOf(product).map(({ unit }) => unit)]),
];

/** The same label, on another unit. */
export const onUnit = (label: Label, unit: string): Label => ({
  ...{ ...label, unit },
  gtin: gtinsOf(label.of).find((each) => each.unit === unit)?.code,
});

export function labelOf(product: Coded, lot?: { number: string; expiry: string | null }): Label {
  const { name, sku, baseUnit } = product;
  const bare = { ...{ key: crypto.randomUUID(), of: product, name, sku }, gtin: undefined };
  const label = {
    ...bare,
    ...{ unit: baseUnit, lot: lot?.number, expiry: lot?.expiry ?? undefined },
  };
  return onUnit(label, baseUnit);
}

/** In which symbology a label is drawn, and the text in it. */
export interface Symbol {
  readonly kind: 'ean13' | 'code128' | 'gs1datamatrix';
  readonly text: string;
}

/**
 * A lot as GS1 DataMatrix: with the GTIN, or with the SKU in elements that GS1 leaves to each company, which the API
 * reads, too. A GTIN of 13 digits as EAN-13, and else the SKU as Code 128.
 */
export function symbolOf({ gtin, sku, lot, expiry }: Label): Symbol {
  // As the API has it, a GTIN may be padded to 14 digits.
  const padded = gtin?.padStart(14, '0');
  // A bracket in an element would begin another.
  if (lot !== undefined && !/[()]/.test(`${lot}${padded ?? sku}`)) {
    const day = expiry?.replaceAll('-', '');
    const text =
      padded === undefined
        ? `(91)${sku}(92)${lot}${day ? `(93)${day}` : ''}`
        : `(01)${padded}${day ? `(17)${day.slice(2)}` : ''}(10)${lot}`;
    return { kind: 'gs1datamatrix', text };
  }
  if (lot === undefined && padded?.startsWith('0')) return { kind: 'ean13', text: padded.slice(1) };
  return { kind: 'code128', text: gtin ?? sku };
}

/** A sheet or a roll that labels are printed on, in millimetres. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Of the sheet; a roll has none. */
  readonly top: number;
  readonly left: number;
  readonly page: readonly [number, number];
}

const A4 = [210, 297] as const;

/** The sizes that most label sheets and printers have. */
export const SIZES = {
  'A4-24': { width: 70, height: 37, columns: 3, rows: 8, top: 0.5, left: 0, page: A4 },
  'A4-65': { width: 38, height: 21, columns: 5, rows: 13, top: 11, left: 9, page: A4 },
  'A4-8': { width: 105, height: 74, columns: 2, rows: 4, top: 0.5, left: 0, page: A4 },
  'roll-62x29': { width: 62, height: 29, columns: 1, rows: 1, top: 0, left: 0, page: [62, 29] },
  'roll-100x50': { width: 100, height: 50, columns: 1, rows: 1, top: 0, left: 0, page: [100, 50] },
} as const satisfies Record<string, Size>;

export type SizeName = keyof typeof SIZES;
