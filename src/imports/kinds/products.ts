import { given, TRUTH, type ImportKind, type Values } from './kind';

const STATUS = {
  ...{ active: 'ACTIVE', inactive: 'INACTIVE', archived: 'ARCHIVED' },
  ...{ draft: 'INACTIVE', published: 'ACTIVE' },
  ...{ true: 'ACTIVE', '1': 'ACTIVE', false: 'INACTIVE', '0': 'INACTIVE', '-1': 'INACTIVE' },
} as const;

/** What shops call a product with stock of its own, and one without: a parent of variants, a service. */
const TRACKED = {
  ...TRUTH,
  ...{ simple: true, variation: true, variant: true },
  ...{ virtual: false, downloadable: false, variable: false, grouped: false, external: false },
} as const;

const KIND = { goods: 'GOODS', kit: 'KIT', bundle: 'KIT' } as const;

/** The fields that are codes of the product, and their kind; a barcode that is no GTIN is the shop's own. */
const CODES: readonly [field: string, kind: (code: string) => string][] = [
  ['gtin', () => 'GTIN'],
  ['barcode', (code) => (/^(\d{8}|\d{12,14})$/.test(code) ? 'GTIN' : 'INTERNAL')],
  ['internalCode', () => 'INTERNAL'],
  ['supplierCode', () => 'SUPPLIER'],
];

export const PRODUCTS: ImportKind = {
  ...{ kind: 'PRODUCTS', name: 'products', attributes: true },
  fields: [
    {
      ...{ name: 'sku', reads: 'code', required: true },
      columns: [
        ['sku', 'variantsku', 'productsku'],
        ['stockcode', 'productcode', 'itemcode', 'itemnumber', 'itemno', 'articlenumber'],
      ],
    },
    {
      ...{ name: 'name', reads: 'text' },
      columns: [['name', 'productname', 'itemname'], ['title'], ['product'], ['description']],
    },
    { name: 'baseUnit', reads: 'code', columns: [['baseunit'], ['unit', 'uom', 'unitofmeasure']] },
    { name: 'status', reads: STATUS, columns: [['status'], ['published']] },
    { name: 'trackInventory', reads: TRACKED, columns: [['trackinventory', 'tracked']] },
    {
      ...{ name: 'reorderPoint', reads: 'count' },
      columns: [['reorderpoint', 'reorderlevel', 'lowstockamount', 'minimumstock', 'minstock']],
    },
    { name: 'gtin', reads: 'code', columns: [['gtin', 'ean', 'ean13', 'upc', 'gtin13', 'gtin14']] },
    { name: 'barcode', reads: 'code', columns: [['barcode', 'variantbarcode']] },
    { name: 'internalCode', reads: 'code', columns: [['internalcode']] },
    { name: 'supplierCode', reads: 'code', columns: [['suppliercode', 'suppliersku']] },
    { name: 'units', reads: 'units', columns: [['units', 'packs']] },
    { name: 'kind', reads: KIND, columns: [['kind', 'productkind']] },
    {
      ...{ name: 'components', reads: 'components' },
      columns: [['components', 'kitcomponents', 'bundlecomponents']],
    },
  ],
  input: ({ gtin, barcode, internalCode, supplierCode, ...values }) =>
    given({ ...values, codes: codesOf({ gtin, barcode, internalCode, supplierCode }) }),
  instead: { name: { name: '-' }, baseUnit: { units: undefined }, kind: { components: undefined } },
  fieldOf: ({ rule, field, code }, values) => {
    if (/^components/.test(field ?? '')) return 'components';
    if (/^unit/.test(rule) || /^(units|factor)/.test(field ?? '')) return 'units';
    if (!/^codes?\b/.test(field ?? '')) return field;
    const given = CODES.filter(([name]) => values[name] !== undefined).map(([name]) => name);
    return given.find((name) => values[name] === code) ?? given[0] ?? 'sku';
  },
};

function codesOf(values: Values): object[] | undefined {
  const codes = new Map<string, object>();
  for (const [field, kind] of CODES) {
    const code = values[field] as string | undefined;
    if (code !== undefined && !codes.has(code)) codes.set(code, { code, kind: kind(code) });
  }
  return codes.size > 0 ? [...codes.values()] : undefined;
}
