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
  const onHand = async (sku: string) =>
    rows(
      `select l.code, s.on_hand::int from inventory.stock_levels s
       join inventory.products p on p.id = s.product_id join inventory.locations l on l.id = s.location_id
       where p.sku = '${sku}' order by l.code`,
    );
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

  const PRODUCTS =
    'sku,name,gtin,units,reorderPoint,attribute:colour,status\n' +
    'N-1,New,4006381333931,box=12,5,red,active\n' +
    'a,Apple,,pack=6,7,green,\n';

  it('of products makes the new ones, changes the others, and changes nothing when it comes again', async () => {
    expect((await bring('products', PRODUCTS)).counts).toEqual({
      ...{ rows: 2, created: 1, updated: 1, unchanged: 0, refused: 0 },
    });
    expect(
      await rows(
        `select sku, reorder_point::int, attributes from inventory.products where sku in ('A', 'N-1') order by 1`,
      ),
    ).toEqual([
      { sku: 'A', reorder_point: 7, attributes: { colour: 'green' } },
      { sku: 'N-1', reorder_point: 5, attributes: { colour: 'red' } },
    ]);
    const before = await footprint();
    expect((await bring('products', PRODUCTS)).counts).toMatchObject({ unchanged: 2, refused: 0 });
    expect(await footprint()).toEqual(before);
    // A later file adds to attributes, units and codes, and leaves alone what it does not name.
    const more = 'sku,gtin,units,attribute:size\nN-1,96385074,pallet=480,L\n';
    expect((await bring('products', more)).counts).toMatchObject({ updated: 1 });
    expect(
      await rows(`select p.name, p.attributes, (select array_agg(u.code order by u.factor) from inventory.product_units u where u.product_id = p.id) as units,
        (select count(*)::int from inventory.product_codes c where c.product_id = p.id) as codes from inventory.products p where sku = 'N-1'`),
    ).toEqual([
      {
        name: 'New',
        attributes: { colour: 'red', size: 'L' },
        units: ['unit', 'box', 'pallet'],
        codes: 3,
      },
    ]);
  });

  it('of products is refused row by row, each at its column', async () => {
    const text =
      'sku,name,gtin,units,baseUnit,tracked\n' +
      'X-1,Bad code,4006381333932,,,\n' +
      'X-2,Twice,,box=2,,\n' +
      'x-2,Otherwise,,,,\n' +
      'X-3,,,,,\n' +
      'A,Apple,,pack=7,,\n' +
      'A,Apple,,,kg,\n' +
      'A,Apple,,,,no\n' +
      `X-4,${'n'.repeat(201)},,,,\n` +
      `${'s'.repeat(65)},Long,,,,\n`;
    const { counts, problems, found } = await bring('products', text);
    expect(problems).toEqual([
      ...[
        '2 gtin GTIN_INVALID',
        '4 sku ROW_CONTRADICTS',
        '5 name VALUE_MISSING',
        '6 units UNIT_CODE_TAKEN',
      ],
      ...[
        '7 baseUnit VALUE_FIXED',
        '8 tracked VALUE_FIXED',
        '9 name TEXT_INVALID',
        '10 sku TEXT_INVALID',
      ],
    ]);
    expect(found[0]).toMatchObject({
      value: '4006381333932',
      hint: expect.stringContaining('digits') as string,
    });
    expect(found[6]!.message).toBe('name has 201 characters, at most 200 fit');
    expect(counts).toMatchObject({ rows: 9, created: 1, refused: 8 });
  });

  it('of locations makes and renames them', async () => {
    await bring('locations', 'code,name,kind\nL3,Three,store\n');
    const text =
      'code,name,kind,active\nQ-1,Shelf Q,quarantine,\nl3,One more,,no\nL2,Two,storefront,\nB-1,,,\n';
    const { counts, problems } = await bring('locations', text);
    expect(problems).toEqual(['4 kind VALUE_FIXED']);
    expect(counts).toMatchObject({ created: 2, updated: 1, refused: 1 });
    const places = `select concat_ws('|', code, name, kind, active) as place from inventory.locations where code in ('Q-1', 'L3', 'B-1') order by 1`;
    expect((await rows<{ place: string }>(places)).map(({ place }) => place)).toEqual([
      ...['B-1|B-1|WAREHOUSE|t', 'L3|One more|STOREFRONT|f', 'Q-1|Shelf Q|QUARANTINE|t'],
    ]);
  });

  const stock = (tag: string, more = '') =>
    'sku;location;qty;unit;lot;expiry;cost\n' +
    `A;L1;2;pack;${tag};31.12.2099;0,25\n` +
    `a;l2;3;;${tag};;\n` +
    `A;L1;4;;${tag} old;31.12.2001;\n` +
    `A;L1;0;;;;\n${more}`;

  it('of stock receives it with lot, expiry, cost, place and unit, once however often it comes', async () => {
    await bring('stock', 'sku,location,qty\nA,L2,1\n');
    const before = (await onHand('A')) as { code: string; on_hand: number }[];
    const first = await bring('stock', stock('N'));
    expect(first.counts).toEqual({ rows: 4, created: 3, updated: 0, unchanged: 1, refused: 0 });
    const after = before.map(({ code, on_hand }) => ({
      code,
      on_hand: on_hand + (code === 'L1' ? 16 : 3),
    }));
    expect(await onHand('A')).toEqual(after);
    expect(
      await rows(`select l.lot_number, l.expiry_date::text, b.intake_quantity::int, b.unit_cost::numeric(20, 6)::text, b.accepted_expired, r.reference
        from inventory.batches b join inventory.lots l on l.id = b.lot_id join inventory.receipts r on r.id = b.receipt_id
        where l.lot_number in ('N', 'N old') order by 1, 3`),
    ).toEqual([
      {
        ...{ lot_number: 'N', expiry_date: '2099-12-31', intake_quantity: 3, unit_cost: null },
        ...{ accepted_expired: false, reference: expect.stringContaining(first.id) as string },
      },
      {
        ...{
          lot_number: 'N',
          expiry_date: '2099-12-31',
          intake_quantity: 12,
          unit_cost: '0.250000',
        },
        ...{
          accepted_expired: false,
          reference: expect.stringContaining('rows 2-5 of file.csv') as string,
        },
      },
      {
        ...{ lot_number: 'N old', expiry_date: '2001-12-31', intake_quantity: 4, unit_cost: null },
        ...{ accepted_expired: true, reference: expect.any(String) as string },
      },
    ]);
    expect((await bring('stock', stock('N'))).counts).toMatchObject({ created: 0, unchanged: 4 });
    expect(await onHand('A')).toEqual(after);
  });

  it('of stock that was edited, written otherwise or put in another order brings in what is new', async () => {
    const header = 'sku,location,qty,lot,expiry,cost\n';
    const lines = ['A,L1,7,E1,2099-01-31,1.50', 'A,L2,7,E2,,', 'A,L1,7,E1,2099-01-31,1.50'];
    const file = (...rows: string[]) => `${header}${rows.join('\n')}\n`;
    expect((await bring('stock', file(...lines))).counts).toMatchObject({ created: 3 });
    const twice = await onHand('A');
    // Another order, and the same things written otherwise: in capitals, by another separator and decimal.
    expect((await bring('stock', file(...lines.toReversed()))).counts).toMatchObject({
      ...{ created: 0, unchanged: 3 },
    });
    const otherwise =
      'location;SKU;quantity;lot;expiry;cost\nl1;a;7;e1;31.01.2099;1,5\nl2;a;7;e2;;\n';
    expect((await bring('stock', otherwise)).counts).toMatchObject({ created: 0, unchanged: 2 });
    expect(await onHand('A')).toEqual(twice);
    // One row is edited, one is there for the third time.
    const edited = file(lines[0]!, 'A,L2,8,E2,,', lines[2]!, lines[0]!);
    expect((await bring('stock', edited)).counts).toMatchObject({ created: 2, unchanged: 2 });
    expect((await bring('stock', edited)).counts).toMatchObject({ created: 0, unchanged: 4 });
    // In sets of one row, equal rows are counted over the whole file.
    const four = file(...Array.from({ length: 4 }, () => lines[0]!));
    expect((await bring('stock', four, { pageRows: 1 })).counts).toMatchObject({
      ...{ created: 1, unchanged: 3 },
    });
    const more = { more: { delivery: 'july' } };
    expect((await bring('stock', edited, more)).counts).toMatchObject({ created: 4 });
    expect((await bring('stock', edited, more)).counts).toMatchObject({ created: 0, unchanged: 4 });
  });

  it('of stock is refused row by row, each at its column, and the mended rows come in', async () => {
    const text =
      'code,place,qty,unit,lot,expiry,cost\n' +
      'NONE,L1,1,,,,\nA,MOON,1,,,,\nA,L1,-2,,,,\nA,L1,1,crate,,,\nA,L1,0.5,,,,\n' +
      'A,L1,1,,B1,2031-01-01,\nA,L1,1,,,,-1\nPOST,L1,1,,,,\nA,L1,5,,,,\nA,L1,1000000000001,,,,\n' +
      'A,L1,1,,,,123456789012345\n';
    const map = { map: ['code=sku', 'place=location'] };
    const { counts, problems } = await bring('stock', text, map);
    expect(problems).toEqual([
      ...[
        '2 code PRODUCT_UNKNOWN',
        '3 place LOCATION_UNKNOWN',
        '4 qty QUANTITY_NOT_POSITIVE',
        '5 unit UNIT_UNKNOWN',
      ],
      ...[
        '6 qty AMOUNT_NOT_WHOLE',
        '7 expiry LOT_EXPIRY_DIFFERS',
        '8 cost COST_NEGATIVE',
        '9 code PRODUCT_NOT_TRACKED',
      ],
      ...['11 qty QUANTITY_TOO_LARGE', '12 cost VALUE_TOO_LARGE'],
    ]);
    expect(counts).toMatchObject({ rows: 11, created: 1, refused: 10 });
    const mended = 'problem,code,place,qty,unit,lot,expiry,cost\nX,A,L1,2,,,,\n';
    expect((await bring('stock', mended, map)).counts).toMatchObject({ created: 1 });
  });

  it('as a dry run says what the live run does, and leaves nothing', async () => {
    const text = stock('D', 'A;L1;1;;D;30.12.2099;\nA;L9;1;;;;\n');
    const before = await footprint();
    const dry = await bring('stock', text, { live: false });
    expect(await footprint()).toEqual(before);
    const live = await bring('stock', text);
    expect(dry.problems).toEqual(['6 expiry LOT_EXPIRY_DIFFERS', '7 location LOCATION_UNKNOWN']);
    expect(live).toEqual({ ...dry, id: expect.any(String) as string });
    expect(
      await rows(`select r.dry_run, e.created::int, e.refused::int, (select count(*)::int from inventory.import_problems p where p.run_id = r.id) as problems
      from inventory.import_runs r join inventory.import_run_ends e on e.run_id = r.id where r.id in ('${dry.id}', '${live.id}') order by r.id`),
    ).toEqual([
      { dry_run: true, created: 3, refused: 2, problems: 2 },
      { dry_run: false, created: 3, refused: 2, problems: 2 },
    ]);
  });

  it('all or nothing leaves nothing where a row is refused', async () => {
    const before = await footprint();
    const run = await bring('stock', stock('W', 'A;L9;1;;;;\n'), { allOrNothing: true });
    expect(run).toMatchObject({
      failure: 'ROWS_REFUSED',
      // One says what another one does.
      counts: { rows: 5, created: 0, updated: 0, unchanged: 1, refused: 1, rolledBack: 3 },
    });
    expect(await footprint()).toEqual(before);
    expect(await bring('stock', stock('W'), { allOrNothing: true })).toMatchObject({
      failure: null,
      counts: { created: 3 },
    });
  });

  it('needs the role that its writes need', async () => {
    const before = await footprint();
    await expect(bring('products', 'sku,name\nC-1,New\n', { role: 'clerk' })).rejects.toThrow(
      /row-level security/,
    );
    await expect(bring('locations', 'code\nN\n', { role: 'clerk' })).rejects.toThrow(
      /row-level security/,
    );
    await expect(bring('stock', stock('V'), { role: 'viewer' })).rejects.toThrow(
      /row-level security/,
    );
    expect(await footprint()).toEqual(before);
    expect((await bring('stock', stock('V'), { role: 'clerk' })).counts).toMatchObject({
      created: 3,
    });
  });
});
