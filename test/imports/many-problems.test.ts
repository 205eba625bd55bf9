import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { bringIn } from './shop-imports';

// A row with several problems is mended once: each of them is said, whoever finds it.

describe('a row that is refused', () => {
  let database: TestDatabase;
  let shop: TestShop;
  const bring = (kind: string, text: string, options: Parameters<typeof bringIn>[4] = {}) =>
    bringIn(database, shop.tenant, kind, text, options);

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    await bring('products', 'sku,name,gtin\nONE,One,4006381333931\n');
  });
  afterAll(() => database?.drop());

  it.each([
    [
      'what two columns name is not there',
      'NONE,MOON,1,,,,',
      ['sku PRODUCT_UNKNOWN', 'location LOCATION_UNKNOWN'],
    ],
    [
      'a cell that cannot be read, and a place that is not there',
      'A,MOON,x,,,,',
      ['location LOCATION_UNKNOWN', 'qty VALUE_NOT_NUMBER'],
    ],
    [
      'a missing SKU and a place that is not there',
      ',MOON,1,,,,',
      ['sku VALUE_MISSING', 'location LOCATION_UNKNOWN'],
    ],
    [
      'a quantity below zero, and a cost',
      'A,L1,-2,,,,-1',
      ['qty QUANTITY_NOT_POSITIVE', 'cost COST_NEGATIVE'],
    ],
    [
      'a unit, a lot and a cost',
      `A,L1,0.5,crate,${'x'.repeat(300)},,-1`,
      ['unit UNIT_UNKNOWN', 'lot TEXT_INVALID', 'cost COST_NEGATIVE'],
    ],
    [
      'a day that is none, and a cost',
      'A,L1,1,,X,31.31.2031,-1',
      ['expiry VALUE_NOT_DATE', 'cost COST_NEGATIVE'],
    ],
    ['a fraction of the base unit alone', 'A,L1,0.5,,,,', ['qty AMOUNT_NOT_WHOLE']],
  ])('for %s is listed with each problem', async (_, row, problems) => {
    const text = `sku,location,qty,unit,lot,expiry,cost\n${row}\n`;
    for (const live of [false, true]) {
      const brought = await bring('stock', text, { live });
      expect(brought.counts).toMatchObject({ rows: 1, refused: 1 });
      expect(brought.problems).toEqual(problems.map((problem) => `2 ${problem}`));
    }
  });

  it.each([
    [
      'products',
      'sku,name,gtin,baseUnit,kind,reorderPoint\nONE,One,4006381333932,kg,kit,-1\n',
      [
        'gtin GTIN_INVALID',
        'baseUnit VALUE_FIXED',
        'kind VALUE_FIXED',
        'reorderPoint QUANTITY_NOT_POSITIVE',
      ],
    ],
    [
      'products',
      'sku,name,gtin,reorderPoint\nTWO,,4006381333931,1.5\n',
      ['name VALUE_MISSING', 'gtin CODE_TAKEN', 'reorderPoint VALUE_NOT_WHOLE'],
    ],
    [
      'suppliers',
      `code,name,leadTimeDays\nS,${'n'.repeat(201)},-1\n`,
      ['name TEXT_INVALID', 'leadTimeDays LEAD_TIME_INVALID'],
    ],
    [
      'prices',
      'supplier,sku,price\nNOBODY,NONE,1\n',
      ['supplier SUPPLIER_UNKNOWN', 'sku PRODUCT_UNKNOWN'],
    ],
  ])('of %s is listed with each problem', async (kind, text, problems) => {
    const { counts, problems: found } = await bring(kind, text);
    expect(counts).toMatchObject({ rows: 1, refused: 1 });
    expect(found).toEqual(problems.map((problem) => `2 ${problem}`));
  });

  it('leaves nothing behind of what was tried', async () => {
    const stock = 'select count(*)::int as n from inventory.batches';
    const before = (await database.pools.super.query<{ n: number }>(stock)).rows;
    await bring('stock', 'sku,location,qty,cost\nA,L1,x,2\nA,L1,1,-1\n');
    expect((await database.pools.super.query<{ n: number }>(stock)).rows).toEqual(before);
  });

  it('is not said to contradict what was only tried', async () => {
    const text = 'sku,name,reorderPoint\nNEW,One,x\nNEW,Other,2\n';
    const { counts, problems } = await bring('products', text);
    expect({ counts, problems }).toMatchObject({
      counts: { created: 1, refused: 1 },
      problems: ['2 reorderPoint VALUE_NOT_NUMBER'],
    });
  });
});
