import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { bringIn } from './shop-imports';

// What a dry run shows of each row, and a live run that names it: exactly that comes in, and nothing else.

describe('what a dry run has shown', () => {
  let database: TestDatabase;
  let shop: TestShop;
  type Options = Parameters<typeof bringIn>[4];
  const bring = (kind: string, text: string, options: Options = {}) =>
    bringIn(database, shop.tenant, kind, text, options);
  const rows = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await database.pools.super.query<Row>(sql, values)).rows;
  /** What a run has kept of its rows: `2 UPDATED A-1: name Fork > Spoon`. */
  const shownOf = async (run: string) => {
    const found = await rows<{ said: string }>(
      `select concat_ws(' ', c.row_number, c.outcome, c.subject || ':',
         (select string_agg(format('%s %s > %s', f ->> 'field', coalesce(f ->> 'before', '-'), coalesce(f ->> 'after', '-')), ', ' order by n)
          from jsonb_array_elements(c.changes) with ordinality e (f, n))) as said
       from inventory.import_changes c where c.run_id = $1 order by c.id`,
      [run],
    );
    return found.map(({ said }) => said);
  };
  const dry = async (kind: string, text: string, options: Options = {}) => {
    const { id } = await bring(kind, text, { ...options, live: false });
    return id;
  };
  const product = async (sku: string) =>
    (
      await rows<{ id: string; name: string }>(
        'select id, name from inventory.products where sku = $1',
        [sku],
      )
    )[0]!;
  const onHand = async (lot: string) =>
    (
      await rows<{ sum: number }>(
        `select coalesce(sum(b.intake_quantity), 0)::int as sum from inventory.batches b
         join inventory.lots l on l.id = b.lot_id where l.lot_number = $1 and b.voided_at is null`,
        [lot],
      )
    )[0]!.sum;
  const level = async (sku: string, code: string) =>
    (
      await rows<{ on_hand: number }>(
        `select s.on_hand::int from inventory.stock_levels s join inventory.products p on p.id = s.product_id
         join inventory.locations o on o.id = s.location_id where p.sku = $1 and o.code = $2`,
        [sku, code],
      )
    )[0]?.on_hand ?? 0;
  const receive = async (sku: string, quantity: number) =>
    shop.call('receive_stock', {
      locationId: shop.location,
      lines: [{ productId: (await product(sku)).id, quantity, unit: 'unit' }],
    });
  const codeOf = async () =>
    (
      await rows<{ code: string }>('select code from inventory.locations where id = $1', [
        shop.location,
      ])
    )[0]!.code;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    await bring(
      'products',
      'sku,name,reorderPoint,colour,units\nP-1,Fork,5,red,box=12\nP-2,Knife,,,\nP-3,Cup,,,\n',
      { map: ['colour=attribute:colour'] },
    );
    await bring('suppliers', 'code,name,leadTimeDays\nS-1,One,3\nS-2,Two,\n');
    await bring('prices', 'supplier,sku,price\nS-1,P-1,1.50\nS-1,P-2,2\n');
    await bring('locations', 'code,name\nZ-1,Shelf\nZ-2,Rack\n');
  });
  afterAll(() => database?.drop());

  it('is each field that a row changes, before and after', async () => {
    const text =
      'sku,name,reorderPoint,colour,units,gtin\nP-1,Spoon,7,blue,box=12|pallet=480,\nP-2,Knife,,,,\nN-1,New,,green,,96385074\nN-2,,,,,\n';
    const id = await dry('products', text, { map: ['colour=attribute:colour'] });
    expect(await shownOf(id)).toEqual([
      '2 UPDATED P-1: name Fork > Spoon, reorderPoint 5 > 7, units box=12 > box=12|pallet=480, attribute:colour red > blue',
      '3 UNCHANGED P-2:',
      '4 CREATED N-1: name - > New, baseUnit - > unit, kind - > GOODS, status - > ACTIVE, trackInventory - > true, codes - > 96385074, attribute:colour - > green',
    ]);
    expect(
      await shownOf(await dry('suppliers', 'code,name,leadTimeDays\nS-1,One,4\nS-9,Nine,\n')),
    ).toEqual([
      '2 UPDATED S-1: leadTimeDays 3 > 4',
      '3 CREATED S-9: name - > Nine, active - > true',
    ]);
    expect(await shownOf(await dry('prices', 'supplier,sku,price\nS-1,P-1,1.75\n'))).toEqual([
      '2 UPDATED P-1 @ S-1: price 1.5 > 1.75',
    ]);
    expect(await shownOf(await dry('locations', 'code,name\nZ-1,Board\n'))).toEqual([
      '2 UPDATED Z-1: name Shelf > Board',
    ]);
  });

  it('is the level at the place of a row of stock, which the next row of that place begins with', async () => {
    const code = await codeOf();
    await receive('P-1', 10);
    const text = `sku,location,qty,unit,lot\nP-1,${code},2,box,t1\nP-2,${code},4,,t2\nP-1,${code},3,,t3\nP-1,Z-1,1,,t4\n`;
    for (const pageRows of [1, 1_000]) {
      expect(await shownOf(await dry('stock', text, { pageRows }))).toEqual([
        `2 CREATED P-1 @ ${code}: onHand 10 > 34`,
        `3 CREATED P-2 @ ${code}: onHand 0 > 4`,
        `4 CREATED P-1 @ ${code}: onHand 34 > 37`,
        '5 CREATED P-1 @ Z-1: onHand 0 > 1',
      ]);
    }
  });

  it.each([1, 1_000])(
    'comes in, and a row that would do something else does not: sets of %s',
    async (pageRows) => {
      const [a, b, c] = [`A${pageRows}`, `B${pageRows}`, `C${pageRows}`];
      await bring('products', `sku,name\n${a},Fork\n${b},Knife\n${c},Cup\n`);
      const text = `sku,name,reorderPoint\n${a},Spoon,1\n${b},Knives,2\nD${pageRows},New,\nE${pageRows},Other,\n${c},Cup,\n`;
      const dryRunId = await dry('products', text);
      await shop.call('update_product', { id: (await product(a)).id, name: 'Ladle' });
      await shop.call('update_product', { id: (await product(c)).id, name: 'Mug' });
      await shop.call('create_product', { sku: `E${pageRows}`, name: 'Another' });
      const live = await bring('products', text, { dryRunId, pageRows });
      expect(live.problems).toEqual([
        '2 name STALE_VERSION',
        '5 sku STALE_VERSION',
        '6 name STALE_VERSION',
      ]);
      expect(live.found.map(({ message }) => message)).toEqual([
        `The dry run showed name Fork of ${a}, and now it is Ladle`,
        `The dry run showed E${pageRows} as new, and now it is there`,
        `The dry run showed name Cup of ${c}, and now it is Mug`,
      ]);
      expect(live.counts).toEqual({ rows: 5, created: 1, updated: 1, unchanged: 0, refused: 3 });
      expect((await product(a)).name).toBe('Ladle');
      expect((await product(b)).name).toBe('Knives');
      // What it did is kept, and is what was shown.
      const shown = await shownOf(dryRunId);
      expect(await shownOf(live.id)).toEqual([shown[1], shown[2]]);
    },
  );

  it.each<[string, string, () => Promise<unknown>, string[]]>([
    [
      'suppliers',
      'code,name,leadTimeDays\nS-1,One,8\nS-2,Twice,\n',
      async () => {
        const [found] = await rows<{ id: string }>(
          `select id from inventory.suppliers where code = 'S-1'`,
        );
        await shop.call('update_supplier', { id: found!.id, leadTimeDays: 5 });
      },
      ['2 leadTimeDays The dry run showed leadTimeDays 3 of S-1, and now it is 5'],
    ],
    [
      'prices',
      'supplier,sku,price\nS-1,P-1,9\nS-1,P-2,3\n',
      async () =>
        shop.call('set_supplier_product', {
          ...{ productId: (await product('P-1')).id, price: 1.6 },
          supplierId: (
            await rows<{ id: string }>(`select id from inventory.suppliers where code = 'S-1'`)
          )[0]!.id,
        }),
      ['2 price The dry run showed price 1.5 of P-1 @ S-1, and now it is 1.6'],
    ],
    [
      'locations',
      'code,name\nZ-1,Board\nZ-2,Racks\n',
      async () => {
        const [found] = await rows<{ id: string }>(
          `select id from inventory.locations where code = 'Z-1'`,
        );
        await shop.call('update_location', { id: found!.id, name: 'Desk' });
      },
      ['2 name The dry run showed name Shelf of Z-1, and now it is Desk'],
    ],
  ])('of %s that changed meanwhile is refused by its field', async (kind, text, change, said) => {
    const dryRunId = await dry(kind, text);
    await change();
    const live = await bring(kind, text, { dryRunId });
    expect(live.found.map((one) => `${one.row} ${one.column} ${one.message}`)).toEqual(said);
    expect(live.counts).toMatchObject({ updated: 1, refused: 1 });
    expect((await bring(kind, text)).counts).toMatchObject({ updated: 1, refused: 0 });
  });

  it.each([1, 1_000])('of stock is refused where its level moved: sets of %s', async (pageRows) => {
    const code = await codeOf();
    const lots = [`u${pageRows}`, `v${pageRows}`, `w${pageRows}`];
    const before = await level('P-1', code);
    const text = `sku,location,qty,lot\nP-1,${code},2,${lots[0]}\nP-3,${code},4,${lots[1]}\nP-1,${code},3,${lots[2]}\n`;
    const dryRunId = await dry('stock', text);
    await receive('P-1', 1);
    const live = await bring('stock', text, { dryRunId, pageRows });
    expect(live.found.map((one) => `${one.row} ${one.column} ${one.message}`)).toEqual([
      `2 qty The dry run showed onHand ${before} of P-1 @ ${code}, and now it is ${before + 1}`,
      `4 qty The dry run showed onHand ${before + 2} of P-1 @ ${code}, and now it is ${before + 1}`,
    ]);
    expect(live.counts).toMatchObject({ created: 1, refused: 2 });
    expect(await Promise.all(lots.map(onHand))).toEqual([0, 4, 0]);
    // Nothing at all, where all or nothing is asked for.
    const again = await dry('stock', text.replaceAll(',v', ',x'));
    await receive('P-3', 1);
    const all = await bring('stock', text.replaceAll(',v', ',x'), {
      ...{ dryRunId: again, allOrNothing: true },
    });
    expect(all.failure).toBe('ROWS_REFUSED');
    expect(await Promise.all(lots.map(onHand))).toEqual([0, 4, 0]);
  });

  it('comes in once: sent again, or twice at once, and what was changed since stays', async () => {
    const code = await codeOf();
    const stock = `sku,location,qty,lot\nP-2,${code},2,once\nP-2,${code},2,once\n`;
    const dryStock = await dry('stock', stock);
    const both = await Promise.all([1, 2].map(() => bring('stock', stock, { dryRunId: dryStock })));
    expect(both.map(({ counts }) => counts.created).sort()).toEqual([0, 2]);
    expect(both.flatMap(({ problems }) => problems)).toEqual([]);
    const third = await bring('stock', stock, { dryRunId: dryStock });
    expect(third.counts).toEqual({ rows: 2, created: 0, updated: 0, unchanged: 2, refused: 0 });
    expect(await onHand('once')).toBe(4);

    const text = 'sku,name\nP-3,Bowl\nP-9,Nine\n';
    const dryRunId = await dry('products', text);
    expect((await bring('products', text, { dryRunId })).counts).toMatchObject({
      ...{ created: 1, updated: 1 },
    });
    // As it was when it was shown: only what was kept says that the row has come in.
    await shop.call('update_product', { id: (await product('P-3')).id, name: 'Cup' });
    const again = await bring('products', text, { dryRunId });
    expect(again.counts).toEqual({ rows: 2, created: 0, updated: 0, unchanged: 2, refused: 0 });
    expect((await product('P-3')).name).toBe('Cup');
  });

  it('of another run of the file is refused: the rows are in', async () => {
    const code = await codeOf();
    const text = `sku,location,qty,lot\nP-2,${code},2,other\n`;
    const dryRunId = await dry('stock', text);
    await bring('stock', text);
    const live = await bring('stock', text, { dryRunId });
    expect(live.found[0]?.message).toContain('they are in already');
    expect(live.counts).toMatchObject({ unchanged: 0, refused: 1 });
    expect(await onHand('other')).toBe(2);
  });

  it('does not have a row that was refused then', async () => {
    const text = 'sku,name\nP-7,\nP-2,Knife\n';
    const dryRunId = await dry('products', text);
    await shop.call('create_product', { sku: 'P-7', name: 'Seven' });
    const same = await bring('products', text, { dryRunId });
    expect(same.counts).toMatchObject({ unchanged: 2, refused: 0 }); // it changes nothing
    const stock = `sku,location,qty,lot\nP-8,${await codeOf()},1,late\n`;
    const dryStock = await dry('stock', stock);
    await shop.call('create_product', { sku: 'P-8', name: 'Eight' });
    const live = await bring('stock', stock, { dryRunId: dryStock });
    expect(live.found[0]?.message).toContain('The dry run left P-8');
    expect(await onHand('late')).toBe(0);
  });

  it.each<[string, string, string, Options, string]>([
    ['another file', 'products', 'sku,name\nP-1,Other\n', {}, 'is of another file'],
    ['another kind', 'suppliers', 'code,name\nP-1,Fork\n', {}, 'is of another file'],
    [
      'another column',
      'products',
      'code,name\nP-1,Fork\n',
      { map: ['code=sku', 'name='] },
      'in another way',
    ],
    [
      'another value of every row',
      'products',
      'code,name\nP-1,Fork\n',
      { map: ['code=sku'], set: ['reorderPoint=1'] },
      'in another way',
    ],
  ])('is not that of %s', async (_, kind, text, options, said) => {
    const dryRunId = await dry('products', 'code,name\nP-1,Fork\n', { map: ['code=sku'] });
    await expect(bring(kind, text, { ...options, dryRunId })).rejects.toThrow(said);
    const { id } = await bring('products', 'code,name\nP-1,Fork\n', { map: ['code=sku'] });
    await expect(
      bring('products', 'code,name\nP-1,Fork\n', { map: ['code=sku'], dryRunId: id }),
    ).rejects.toThrow('There is no dry run');
  });
});
