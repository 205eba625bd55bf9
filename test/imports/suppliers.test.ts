import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { bringIn } from './shop-imports';

describe('a file of suppliers', () => {
  let database: TestDatabase;
  let shop: TestShop;
  const bring = (kind: string, text: string, options: Parameters<typeof bringIn>[4] = {}) =>
    bringIn(database, shop.tenant, kind, text, options);
  const rows = async (sql: string) => (await database.pools.super.query<object>(sql)).rows;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  it('makes the new ones, changes the others, and changes nothing when it comes again', async () => {
    const text = 'Supplier code;Name;Lead time\ns1;;7\nNEW;New one;0\nBARE;;\nnew;Otherwise;\n';
    const { counts, problems } = await bring('suppliers', text);
    expect(counts).toEqual({ rows: 4, created: 2, updated: 1, unchanged: 0, refused: 1 });
    expect(problems).toEqual(['5 Supplier code ROW_CONTRADICTS']);
    expect(
      await rows(
        'select code, name, lead_time_days as days from inventory.suppliers order by code',
      ),
    ).toEqual([
      { code: 'BARE', name: 'BARE', days: null },
      { code: 'NEW', name: 'New one', days: 0 },
      { code: 'S1', name: 'Supplier', days: 7 },
    ]);
    expect((await bring('suppliers', text)).counts).toMatchObject({ unchanged: 3, refused: 1 });
  });

  it('is refused at its columns', async () => {
    const text = `code,name,lead time days\nX,x,3651\n${'c'.repeat(65)},x,\nY,${'n'.repeat(201)},\n,x,1\n`;
    expect((await bring('suppliers', text)).problems).toEqual([
      ...['2 lead time days LEAD_TIME_INVALID', '3 code TEXT_INVALID', '4 name TEXT_INVALID'],
      '5 code VALUE_MISSING',
    ]);
  });

  it('has prices, and codes that are scanned', async () => {
    const text =
      'supplier,sku,supplier sku,unit,price,MOQ\n' +
      's1,A,AP-1,pack,"4.20",5\n' + // new
      's1,SUP-B,,,13.00,\n' + // by the supplier's own code
      'S1,B,SUP-B,sack,13,2\n' + // the same again
      's1,POST,,,,\n';
    expect((await bring('prices', text)).counts).toEqual({
      ...{ rows: 4, created: 2, updated: 1, unchanged: 1, refused: 0 },
    });
    const sold = `select p.sku, s.code, s.unit, s.price::text, s.minimum_quantity::int as least
      from inventory.supplier_products s join inventory.products p on p.id = s.product_id order by p.sku`;
    expect(await rows(sold)).toEqual([
      { sku: 'A', code: 'AP-1', unit: 'pack', price: '4.200000', least: 5 },
      { sku: 'B', code: 'SUP-B', unit: 'sack', price: '13.000000', least: 2 },
      { sku: 'POST', code: null, unit: 'unit', price: null, least: 1 },
    ]);
    expect(
      await rows(`select kind, unit from inventory.product_codes where code = 'AP-1'`),
    ).toEqual([{ kind: 'SUPPLIER', unit: 'pack' }]);
    expect((await bring('prices', text)).counts).toMatchObject({ unchanged: 4, refused: 0 });
  });

  it('has prices that are refused at their columns', async () => {
    const text =
      'supplier,sku,supplier code,unit,price,minimum quantity\n' +
      'nobody,A,,,,\n' +
      's1,nothing,,,,\n' +
      's1,A,b,,,\n' + // the code of another product
      's1,A,,crate,,\n' +
      's1,A,,,-1,\n' +
      's1,A,,,,0\n';
    const { problems } = await bring('prices', text);
    expect(problems).toEqual([
      ...['2 supplier SUPPLIER_UNKNOWN', '3 sku PRODUCT_UNKNOWN', '4 supplier code CODE_TAKEN'],
      ...[
        '5 unit UNIT_UNKNOWN',
        '6 price COST_NEGATIVE',
        '7 minimum quantity QUANTITY_NOT_POSITIVE',
      ],
    ]);
  });

  it('needs a manager', async () => {
    for (const [kind, text] of [
      ['suppliers', 'code\nZ\n'],
      ['prices', 'supplier,sku,price\ns1,A,9\n'],
    ] as const) {
      await expect(bring(kind, text, { role: 'clerk' })).rejects.toThrow(/row-level security/);
    }
  });
});
