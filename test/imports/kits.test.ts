import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { bringIn } from './shop-imports';

describe('a file of products with kits', () => {
  let database: TestDatabase;
  let shop: TestShop;
  const bring = (text: string) => bringIn(database, shop.tenant, 'products', text);
  const components = async (sku: string) =>
    (
      await database.pools.super.query<{ part: string }>(
        `select c.quantity || ' ' || p.sku as part from inventory.kit_components c
         join inventory.products k on k.id = c.kit_id join inventory.products p on p.id = c.component_id
         where k.sku = $1 and c.removed_at is null order by c.id`,
        [sku],
      )
    ).rows.map(({ part }) => part);

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  const HEAD = 'SKU,Name,Kind,Components\n';

  it('makes kits of products that are there and that stand before them, once', async () => {
    const text = `${HEAD}LAMP,Lamp,,\nBULB,Bulb,goods,\nDESK,Desk lamp,kit,lamp=1 | BULB=3|SUP-B=2\n`;
    expect((await bring(text)).counts).toEqual({
      ...{ rows: 3, created: 3, updated: 0, unchanged: 0, refused: 0 },
    });
    expect(await components('DESK')).toEqual(['1 LAMP', '3 BULB', '2 B']);
    expect((await bring(text)).counts).toMatchObject({ created: 0, unchanged: 3 });
    // In another order and in another file they are the same.
    const again = `SKU,Components\ndesk,B=2;BULB=3;LAMP=1\n`;
    expect((await bring(again)).counts).toMatchObject({ updated: 0, unchanged: 1 });
  });

  it('gives a kit other components, and leaves them where none are named', async () => {
    expect((await bring(`SKU,Components\nDESK,BULB=1|LAMP=2\n`)).counts).toMatchObject({
      updated: 1,
    });
    expect(await components('DESK')).toEqual(['1 BULB', '2 LAMP']);
    const named = await bring('SKU,Name,Components\nDESK,Lamp for a desk,\n');
    expect(named.counts).toMatchObject({ updated: 1 });
    expect(await components('DESK')).toEqual(['1 BULB', '2 LAMP']);
  });

  it('is refused at its columns', async () => {
    const { counts, problems, found } = await bring(
      `SKU,Name,Kind,Components,Reorder point,Tracked\n` +
        'K1,x,kit,NONE=1,,\n' +
        'K2,x,kit,LAMP,,\n' +
        'K3,x,kit,DESK=1,,\n' +
        'K4,x,kit,POST=1,,\n' +
        'K5,x,kit,LAMP=1|lamp=2,,\n' +
        'K6,x,kit,LAMP=0,,\n' +
        'K7,x,kit,,,\n' +
        'LAMP,,kit,,,\n' +
        'K8,x,kit,LAMP=1,5,\n' +
        'K9,x,kit,LAMP=1,,no\n' +
        'K10,x,kitten,LAMP=1,,\n',
    );
    expect(counts).toMatchObject({ created: 0, updated: 0, refused: 11 });
    expect(problems).toEqual([
      ...['2 Components PRODUCT_UNKNOWN', '3 Components VALUE_NOT_COMPONENTS'],
      ...['4 Components KIT_IN_KIT', '5 Components PRODUCT_NOT_TRACKED'],
      ...['6 Components COMPONENT_TWICE', '7 Components QUANTITY_NOT_POSITIVE'],
      ...['8 Components KIT_EMPTY', '9 Kind VALUE_FIXED', '10 Reorder point KIT_NOT_STOCKED'],
      ...['11 Tracked PRODUCT_NOT_TRACKED', '12 Kind VALUE_UNKNOWN'],
    ]);
    expect(found[0]).toMatchObject({
      message: 'There is no product NONE',
      hint: 'Bring the components in first: in a row before it, or in a file of their own.',
    });
  });
});
