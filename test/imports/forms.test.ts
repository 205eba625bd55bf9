import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ReadingOptions } from '../../src/imports/plan';
import { createTenant, createTestDatabase, type TestDatabase } from '../support/database';
import { bringIn } from './shop-imports';

const ROOT = path.resolve(__dirname, '../..');
/** Beside the repository there may be files of the same forms, which are not part of it. */
const SHARED = path.join(ROOT, '../shared/data');
const FOLDERS: [name: string, file: (form: string) => string][] = [
  ['of the examples', (form) => path.join(ROOT, 'examples/data/forms', `${form}.csv`)],
  [
    'beside the repository',
    (form) =>
      path.join(
        SHARED,
        'imports',
        `${form.startsWith('retail') ? form.replace('-', '-form-') : `${form}-form`}.csv`,
      ),
  ],
];

interface Step {
  readonly kind: string;
  readonly options: ReadingOptions;
  /** rows, created, updated, unchanged, refused. */
  readonly counts: readonly [number, number, number, number, number];
  readonly problems: readonly string[];
}

const set = (location: string): ReadingOptions => ({ set: [`location=${location}`] });

/** What becomes of each form, and what has to be said for it. */
const FORMS: Record<string, Step[]> = {
  woocommerce: [
    {
      ...{ kind: 'products', options: { map: ['Type=trackInventory'] }, counts: [8, 6, 0, 0, 2] },
      problems: ['6 SKU VALUE_MISSING', '9 SKU ROW_CONTRADICTS'],
    },
    {
      ...{ kind: 'stock', options: set('MAIN'), counts: [8, 4, 0, 1, 3] },
      problems: [
        ...['3 SKU PRODUCT_NOT_TRACKED', '3 Stock VALUE_MISSING', '6 SKU VALUE_MISSING'],
        ...['7 SKU PRODUCT_NOT_TRACKED', '7 Stock VALUE_MISSING'],
      ],
    },
  ],
  shopify: [
    {
      // The title stands on the first row of its variants only.
      ...{ kind: 'products', options: { map: ['Handle=name'] }, counts: [4, 2, 0, 0, 2] },
      problems: ['2 Variant SKU VALUE_MISSING', '3 Variant SKU VALUE_MISSING'],
    },
    {
      ...{ kind: 'stock', options: set('MAIN'), counts: [4, 1, 0, 1, 2] },
      problems: ['2 Variant SKU VALUE_MISSING', '3 Variant SKU VALUE_MISSING'],
    },
  ],
  warehouse: [
    { kind: 'products', options: {}, counts: [7, 4, 0, 3, 0], problems: [] },
    { kind: 'locations', options: {}, counts: [7, 6, 0, 1, 0], problems: [] },
    {
      kind: 'stock',
      // 06/30/2031 and 13/01/2030 show two orders of days.
      options: { map: ['Unit price=cost'], dateFormat: 'MM/dd/yyyy' },
      counts: [7, 4, 0, 1, 2],
      problems: ['6 Expiration date LOT_EXPIRY_DIFFERS', '8 Expiration date VALUE_NOT_DATE'],
    },
  ],
  'retail-us': [
    { kind: 'products', options: {}, counts: [3, 2, 0, 1, 0], problems: [] },
    {
      ...{ kind: 'stock', options: set('MAIN'), counts: [3, 2, 0, 0, 1] },
      problems: ['4 Quantity QUANTITY_NOT_POSITIVE'],
    },
  ],
  'retail-ii': [
    { kind: 'products', options: {}, counts: [2, 2, 0, 0, 0], problems: [] },
    {
      ...{ kind: 'stock', options: set('MAIN'), counts: [2, 1, 0, 0, 1] },
      problems: ['3 Quantity QUANTITY_NOT_POSITIVE'],
    },
  ],
};

describe('a file in the form of', () => {
  let database: TestDatabase;
  let tenants = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  const openTenant = async () => {
    const tenant = await createTenant(database, `form-${++tenants}`);
    await bringIn(database, tenant, 'locations', 'code\nMAIN\n');
    return tenant;
  };
  const run = async (tenant: string, step: Step, bytes: Buffer) => {
    const { counts, problems } = await bringIn(database, tenant, step.kind, bytes, step.options);
    const { rows, created, updated, unchanged, refused } = counts;
    expect(created + updated + unchanged + refused).toBe(rows);
    return { counts: [rows, created, updated, unchanged, refused], problems };
  };

  for (const [where, fileOf] of FOLDERS) {
    const forms = Object.keys(FORMS).filter((form) => existsSync(fileOf(form)));
    if (forms.length === 0) continue;
    it.each(forms)(
      `%s ${where} comes in with at most a map, each row accounted for`,
      async (form) => {
        const tenant = await openTenant();
        const bytes = readFileSync(fileOf(form));
        for (const step of FORMS[form]!) {
          const { counts, problems } = step;
          expect(await run(tenant, step, bytes)).toEqual({ counts, problems });
        }
        // Once more: nothing is made, and the same rows are refused.
        for (const step of FORMS[form]!) {
          const again = await run(tenant, step, bytes);
          expect(again.problems).toEqual(step.problems);
          expect(again.counts.slice(1, 3)).toEqual([0, 0]);
        }
      },
    );
  }

  it('the warehouse is read with its numbers, days and lots', async () => {
    const tenant = await openTenant();
    const bytes = readFileSync(FOLDERS[0]![1]('warehouse'));
    for (const step of FORMS['warehouse']!) await run(tenant, step, bytes);
    const { rows } = await database.pools.super.query(
      `select p.sku, o.code, l.lot_number, l.expiry_date::text, b.intake_quantity::int, b.unit_cost::float8, b.accepted_expired
       from inventory.batches b join inventory.products p on p.id = b.product_id join inventory.lots l on l.id = b.lot_id
       join inventory.receipts r on r.id = b.receipt_id join inventory.locations o on o.id = r.location_id
       where b.tenant_id = $1 and b.batch_number is not null order by o.code`,
      [tenant],
    );
    expect(rows.map((row) => Object.values(row as object).join(' ')).slice(0, 4)).toEqual([
      '20001 C-01-1 L-31 2032-05-31 2400 0.06 false',
      '20001 C-01-2 L-31 2032-05-31 600 0.06 false',
      expect.stringMatching(/^20001 C-02 .* 40 /),
      '20002 Q-02 IB4 2025-03-31 36 0.09 true',
    ]);
  });

  it.each([
    ['the examples, compressed', () => gzipSync(readFileSync(FOLDERS[0]![1]('retail-days'))), 5],
    [
      'a month beside the repository',
      () => readFileSync(path.join(SHARED, 'online-retail-2010-12.csv.gz')),
      42_481,
    ],
  ] as const)(
    'Online Retail by days, of %s, comes in with each row accounted for',
    async (_, read, rows) => {
      if (rows > 5 && !existsSync(SHARED)) return;
      const tenant = await openTenant();
      const bytes = read();
      const products = await run(tenant, { ...NOTHING, kind: 'products' }, bytes);
      expect(products.counts[0]).toBe(rows);
      expect(codesOf(products.problems)).toContain('ROW_CONTRADICTS');
      const stock = await run(tenant, { ...NOTHING, kind: 'stock', options: set('MAIN') }, bytes);
      expect(stock.counts[0]).toBe(rows);
      expect(codesOf(stock.problems)).toContain('QUANTITY_NOT_POSITIVE');
      const { rows: sums } = await database.pools.super.query<{ batches: number }>(
        'select count(*)::int as batches from inventory.batches where tenant_id = $1',
        [tenant],
      );
      expect(sums[0]!.batches).toBe(stock.counts[1]);
    },
    300_000,
  );
});

const NOTHING = { options: {}, counts: [0, 0, 0, 0, 0], problems: [] } as const;

function codesOf(problems: readonly string[]): string[] {
  return [...new Set(problems.map((problem) => problem.split(' ').at(-1)!))].sort();
}
