/** What one label says. */
export interface Label {
  readonly key: string;
  readonly name: string;
  /** The barcode of the product, where it has one; else its SKU. */
  readonly gtin: string | undefined;
  readonly sku: string;
  readonly lot: string | undefined;
  readonly expiry: string | undefined;
}

interface Coded {
  readonly sku: string;
  readonly name: string;
  readonly codes: readonly { readonly code: string; readonly kind: string }[];
}

export const gtinOf = ({ codes }: Coded): string | undefined =>
  codes.find(({ kind }) => kind === 'GTIN')?.code;

export const labelOf = (
  product: Coded,
  lot?: { number: string; expiry: string | null },
): Label => ({
  ...{ key: crypto.randomUUID(), name: product.name, sku: product.sku, gtin: gtinOf(product) },
  ...{ lot: lot?.number, expiry: lot?.expiry ?? undefined },
});

/** In which symbology a label is drawn, and the text in it. */
export interface Symbol {
  readonly kind: 'ean13' | 'code128' | 'gs1datamatrix';
  readonly text: string;
}

/** A lot of a product with a GTIN as GS1 DataMatrix, a GTIN of 13 digits as EAN-13, and else the SKU as Code 128. */
export function symbolOf({ gtin, sku, lot, expiry }: Label): Symbol {
  // As the API has it, a GTIN may be padded to 14 digits.
  const padded = gtin?.padStart(14, '0');
  if (lot !== undefined && padded !== undefined) {
    const day = expiry === undefined ? '' : `(17)${expiry.slice(2).replaceAll('-', '')}`;
    return { kind: 'gs1datamatrix', text: `(01)${padded}${day}(10)${lot}` };
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
