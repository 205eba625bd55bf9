import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { bringIn } from './shop-imports';

describe('a file', () => {
  let database: TestDatabase;
  let shop: TestShop;
  const bring = (kind: string, text: string, options: Parameters<typeof bringIn>[4] = {}) =>
    bringIn(database, shop.tenant, kind, text, options);
  const rows = async <Row extends object>(sql: string) =>
    (await database.pools.super.query<Row>(sql)).rows;
  /** Every table but those that say that there was a run. */
  const footprint = async () => {
    const tables = await rows<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'inventory'::regnamespace
       and c.relkind = 'r' and c.relname !~ '^import_' order by 1`,
    );
    const states = tables.map(
      async ({ name }) =>
        (await rows(`select '${name}', count(*), sum(hashtext(x::text)) from ${name} x`))[0],
    );
    return Promise.all(states);
  };

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  it.each([
    [
      'products',
      'sku,name,gtin,units,baseUnit,tracked\nE-1,Bad,4006381333932,,,\nE-2,Two,,box=2,,\ne-2,Otherwise,,,,\nE-3,,,,,\n' +
        `A,Apple,,pack=7,,\nA,Apple,,,kg,\nE-4,${'n'.repeat(201)},,,,\nE-2,Two,,box=2,,\nE-5,Five,96385074,,,\nE-6,Six,96385074,,,\n`,
    ],
    ['locations', 'code,name,kind\nD-1,One,\nd-1,Other,\nL1,,quarantine\nD-2,,shop\n'],
    [
      'stock',
      'sku,location,qty,unit,lot,expiry,cost\nNONE,L1,1,,,,\nA,MOON,1,,,,\nA,L1,-2,,,,\nA,L1,1,crate,,,\nA,L1,0.5,,,,\n' +
        'A,L1,1,,X,2031-01-01,\nA,L1,1,,X,2031-01-02,\nA,L1,1,,,,-1\nPOST,L1,1,,,,\nA,L1,5,,,,\nA,L1,1000000000001,,,,\n',
    ],
  ])(
    'of %s is checked by a dry run exactly as by the live one, in sets or alone',
    async (kind, text) => {
      const before = await footprint();
      const dry = await bring(kind, text, { live: false });
      const alone = await bring(kind, text, { live: false, pageRows: 1 });
      const all = await bring(kind, text, { live: true, allOrNothing: true });
      expect(await footprint()).toEqual(before);
      const live = await bring(kind, text);
      expect(live.counts.refused).toBeGreaterThan(0);
      expect(dry).toEqual({ ...live, id: dry.id });
      expect(alone).toEqual({ ...live, id: alone.id });
      expect(all.found).toEqual(live.found);
    },
  );
});
