import { ask } from '../../api/api';
import { csvOf, saveCsv, type Cell } from '../../csv';
import type { Kind } from './kinds';
import { EXAMPLE_OF } from './queries';

/** What the example shop has; where the tenant has places and products already, its own take their place. */
const GOODS = [
  {
    ...{ sku: 'TEA-GREEN', name: 'Green tea 100 g', baseUnit: 'piece', reorderPoint: 10 },
    ...{ units: 'box=12', quantity: 2, unit: 'box', lot: 'T-0417', days: 400, cost: 50.4 },
    ...{ supplierCode: 'GT-100', price: 48.5, minimum: 1 },
  },
  {
    ...{ sku: 'MUG-BLUE', name: 'Mug, blue', baseUnit: 'piece', reorderPoint: 4, units: '' },
    ...{ quantity: 12, unit: 'piece', lot: '', days: undefined, cost: 3.45 },
    ...{ supplierCode: 'M-77', price: 3.25, minimum: 6 },
  },
  {
    ...{ sku: 'BEANS-ESP', name: 'Espresso beans', baseUnit: 'g', reorderPoint: 2000 },
    ...{ units: 'kg=1000', quantity: 7.5, unit: 'kg', lot: 'B-77', days: 180, cost: 18.9 },
    ...{ supplierCode: 'EB-1', price: 17.9, minimum: 5 },
  },
];
const DAY_MS = 86_400_000;

type Row = readonly Cell[];

/** The lines of an example of a kind, in the reader's decimal character. */
async function rowsOf(kind: Kind, decimal: (figure: number) => string): Promise<Row[]> {
  if (kind === 'products') {
    return [
      ['sku', 'name', 'baseUnit', 'units', 'reorderPoint'],
      ...GOODS.map(({ sku, name, baseUnit, units, reorderPoint }) => [
        ...[sku, name, baseUnit, units, reorderPoint],
      ]),
    ];
  }
  if (kind === 'locations') {
    return [
      ['code', 'name', 'kind'],
      ['SHOP', 'Shop', 'storefront'],
      ['STORE', 'Storeroom', 'warehouse'],
    ];
  }
  if (kind === 'suppliers') {
    return [
      ['code', 'name', 'leadTimeDays'],
      ['ACME', 'Acme Trading', 7],
    ];
  }
  const { products, locations, suppliers } = await ask(EXAMPLE_OF, {});
  const there = products.nodes.filter((each) => each.trackInventory && each.kind !== 'KIT');
  const skus = there.length > 0 ? there.map(({ sku }) => sku) : GOODS.map(({ sku }) => sku);
  const rows = skus.map((sku) => ({ sku, goods: GOODS.find((each) => each.sku === sku) }));
  if (kind === 'stock') {
    const place =
      locations.find((each) => each.active && each.kind !== 'QUARANTINE')?.code ?? 'SHOP';
    return [
      ['sku', 'location', 'quantity', 'unit', 'lot', 'expiry', 'cost'],
      ...rows.map(({ sku, goods }) => [
        ...[sku, place, goods ? decimal(goods.quantity) : '', goods?.unit ?? '', goods?.lot ?? ''],
        goods?.days ? new Date(Date.now() + goods.days * DAY_MS).toISOString().slice(0, 10) : '',
        goods ? decimal(goods.cost) : '',
      ]),
    ];
  }
  const supplier = suppliers.find(({ active }) => active)?.code ?? 'ACME';
  return [
    ['supplier', 'sku', 'supplierCode', 'unit', 'price', 'minimumQuantity'],
    ...rows.map(({ sku, goods }) => [
      ...[supplier, sku, goods?.supplierCode ?? '', goods?.unit ?? ''],
      ...(goods ? [decimal(goods.price), goods.minimum] : ['', '']),
    ]),
  ];
}

/** Saves a file of a kind that comes in as it is, written as a spreadsheet of the reader's language opens it. */
export async function saveExample(kind: Kind, locale: string): Promise<void> {
  const figure = new Intl.NumberFormat(locale, { useGrouping: false });
  const isComma = figure.format(1.5).includes(',');
  const [head, ...rows] = await rowsOf(kind, (value) => figure.format(value));
  saveCsv(`${kind}.csv`, csvOf(head as string[], rows, isComma ? ';' : ','));
}
