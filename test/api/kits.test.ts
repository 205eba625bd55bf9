import { refusalOf } from '../support/database';
import { openOperations, type Operations } from '../support/operations';

// A kit has no stock: its sale takes its components, and what comes back goes to where it came from.

describe('kits', () => {
  let shop: Operations;
  let serial = 0;
  let lamp: string;
  let bulb: string;
  let lamps: string;
  let bulbs: [string, string];

  beforeAll(async () => {
    shop = await openOperations();
  });
  beforeEach(async () => {
    serial++;
    lamp = await shop.product(`LAMP-${serial}`);
    bulb = await shop.product(`BULB-${serial}`);
    lamps = await shop.receive(shop.adenta, lamp, 5);
    bulbs = [
      await shop.receive(shop.adenta, bulb, 4, { expiryDate: '2100-01-01' }),
      await shop.receive(shop.adenta, bulb, 9, { expiryDate: '2100-02-01' }),
    ];
  });
  afterEach(async () => {
    expect(await shop.brokenRules()).toEqual([]);
  });
  afterAll(() => shop?.close());

  const kit = (sku: string, components: [string, number][]) =>
    shop.product(`${sku}-${serial}`, {
      kind: 'KIT',
      components: components.map(([productId, quantity]) => ({ productId, quantity })),
    });
  const set = () =>
    kit('SET', [
      [lamp, 1],
      [bulb, 3],
    ]);
  const available = async (productId: string, location = shop.adenta) =>
    (await shop.level(productId, location))?.['available'];
  const left = async (...batches: string[]) => {
    const nodes = await Promise.all(
      batches.map((id) =>
        shop.ask('query ($id: ID!) { batch(id: $id) { remainingQuantity } }', { id }),
      ),
    );
    return nodes.map(({ batch }) => batch.remainingQuantity);
  };
  const SELL = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
  const refusedSale = (lines: object[], more = {}) =>
    shop.refused(SELL, { input: { locationId: shop.adenta, lines, ...more } });
  const refund = (saleId: string, saleLineId: string, quantity: number, more = {}) =>
    shop.ask('mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }', {
      input: { saleId, reason: 'back', lines: [{ saleLineId, quantity, ...more }] },
    });
  const setComponents = (productId: string, components: [string, number][]) =>
    shop.ask(
      'mutation ($id: ID!, $c: [KitComponentInput!]!) { setKitComponents(productId: $id, components: $c) { components { quantity product { sku } } } }',
      { id: productId, c: components.map(([id, quantity]) => ({ productId: id, quantity })) },
    );

  it('say what they are made of, and that goods are made of nothing', async () => {
    const id = await set();
    const QUERY = '{ kind onHand available components { quantity product { sku } } }';
    const { kit: found, goods } = await shop.ask(
      `query ($kit: ID, $goods: ID) { kit: product(id: $kit) ${QUERY} goods: product(id: $goods) ${QUERY} }`,
      { kit: id, goods: lamp },
    );
    expect(found).toEqual({
      ...{ kind: 'KIT', onHand: 0, available: 4 },
      components: [
        { quantity: 1, product: { sku: `LAMP-${serial}` } },
        { quantity: 3, product: { sku: `BULB-${serial}` } },
      ],
    });
    expect(goods).toMatchObject({ kind: 'GOODS', onHand: 5, components: [] });
  });

  it('are available as often as the least of their components, at each place', async () => {
    const id = await set();
    expect(await available(id)).toBe(4); // 13 bulbs
    expect(await available(id, shop.cowLane)).toBeUndefined();
    await shop.receive(shop.cowLane, lamp, 10);
    expect(await available(id, shop.cowLane)).toBeUndefined();
    await shop.receive(shop.cowLane, bulb, 2);
    expect(await available(id, shop.cowLane)).toBe(0);
    await shop.receive(shop.cowLane, bulb, 1);
    expect(await available(id, shop.cowLane)).toBe(1);
    await shop.ask('mutation ($id: ID!) { quarantineBatch(id: $id, reason: "x") { id } }', {
      id: bulbs[1],
    });
    expect(await available(id)).toBe(1); // 4 bulbs
    await shop.ask('mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }', {
      input: { productId: bulb, locationId: shop.adenta, quantity: 2, expiresInSeconds: 600 },
    });
    expect(await available(id)).toBe(0);
  });

  it('are sold from their components, first expired first out', async () => {
    const id = await set();
    const sale = await shop.sell(shop.adenta, [{ productId: id, quantity: 3 }]);
    const taken = Object.fromEntries(
      sale.lines[0]!.allocations.map(({ batch, quantity }) => [batch.id, quantity]),
    );
    expect(taken).toEqual({ [lamps]: 3, [bulbs[0]]: 4, [bulbs[1]]: 5 });
    expect(await available(id)).toBe(1);
  });

  it('are added up with other kits and with loose goods, and sold all or not at all', async () => {
    const first = await set();
    const second = await kit('PACK', [[bulb, 5]]);
    const lines = (loose: number) => [
      { productId: first, quantity: 2 }, // 6 bulbs
      { productId: second, quantity: 1 }, // 5
      { productId: bulb, quantity: loose },
    ];
    expect(await refusedSale(lines(3))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: {
        ...{ sku: `BULB-${serial}`, requested: 14, available: 13 },
        ...{ kits: [`PACK-${serial}`, `SET-${serial}`] },
        fields: [0, 1, 2].map((n) => `input.lines[${n}].quantity`),
      },
    });
    expect(await left(lamps, ...bulbs)).toEqual([5, 4, 9]);
    await shop.sell(shop.adenta, lines(2));
    expect(await left(lamps, ...bulbs)).toEqual([3, 0, 0]);
    expect((await refusedSale([{ productId: second, quantity: 1 }]))['code']).toBe(
      'INSUFFICIENT_STOCK',
    );
  });

  it('are sold with many other lines as with few', async () => {
    const id = await set();
    const others = await Promise.all(
      Array.from({ length: 5 }, async (_, n) => {
        const product = await shop.product(`MANY-${serial}-${n}`);
        await shop.receive(shop.adenta, product, 1);
        return { productId: product, quantity: 1 };
      }),
    );
    const kits = [
      { productId: id, quantity: 1 },
      { productId: bulb, quantity: 1 },
      { productId: id, quantity: 1 },
    ];
    expect(await refusedSale([...others, ...kits, { productId: bulb, quantity: 7 }])).toMatchObject(
      { details: { requested: 14, available: 13 } },
    );
    await shop.sell(shop.adenta, [...others, ...kits]);
    expect(await left(lamps, ...bulbs)).toEqual([3, 0, 6]);
  });

  it('come back whole to the batches that they were taken from', async () => {
    const id = await set();
    const sale = await shop.sell(shop.adenta, [{ productId: id, quantity: 3 }]);
    const line = sale.lines[0]!.id;
    await refund(sale.id, line, 1);
    expect(await left(lamps, ...bulbs)).toEqual([3, 0, 7]);
    const more = { saleId: sale.id, reason: 'x', lines: [{ saleLineId: line, quantity: 3 }] };
    expect(
      await shop.refused(
        'mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }',
        { input: more },
      ),
    ).toMatchObject({ code: 'REFUND_EXCEEDS_SALE', details: { sold: 3, refundable: 2 } });
    await refund(sale.id, line, 1, { disposition: 'SCRAP' });
    expect(await left(lamps, ...bulbs)).toEqual([3, 0, 7]);
    await shop.ask('mutation ($id: ID!) { voidSale(id: $id, reason: "x") { status } }', {
      id: sale.id,
    });
    // One kit was scrapped: a lamp, and three bulbs of the batches that they came from.
    expect(await left(lamps)).toEqual([4]);
    const [first, second] = await left(...bulbs);
    expect(first + second).toBe(13 - 3);
  });

  it('come back elsewhere, and to quarantine, as their components', async () => {
    const id = await set();
    const sale = await shop.sell(shop.adenta, [{ productId: id, quantity: 2 }]);
    await shop.ask('mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }', {
      input: {
        ...{ saleId: sale.id, reason: 'back', locationId: shop.cowLane },
        lines: [
          { saleLineId: sale.lines[0]!.id, quantity: 1 },
          { saleLineId: sale.lines[0]!.id, quantity: 1, disposition: 'QUARANTINE' },
        ],
      },
    });
    expect(await shop.level(bulb, shop.cowLane)).toMatchObject({ onHand: 3, available: 3 });
    expect(await available(id, shop.cowLane)).toBe(1);
  });

  it('have other components for later sales only', async () => {
    const id = await set();
    const sale = await shop.sell(shop.adenta, [{ productId: id, quantity: 1 }]);
    const { setKitComponents } = await setComponents(id, [[bulb, 2]]);
    expect(setKitComponents.components).toEqual([
      { quantity: 2, product: { sku: `BULB-${serial}` } },
    ]);
    await setComponents(id, [[bulb, 2]]);
    expect(await available(id)).toBe(5); // 10 bulbs
    const { sale: found } = await shop.ask(
      'query ($id: ID!) { sale(id: $id) { lines { components { quantity product { sku } } } } }',
      { id: sale.id },
    );
    expect(
      Object.fromEntries(
        found.lines[0].components.map((c: { quantity: number; product: { sku: string } }) => [
          c.product.sku,
          c.quantity,
        ]),
      ),
    ).toEqual({ [`LAMP-${serial}`]: 1, [`BULB-${serial}`]: 3 });
    await refund(sale.id, sale.lines[0]!.id, 1);
    expect(await left(lamps, ...bulbs)).toEqual([5, 4, 9]);
    await shop.sell(shop.adenta, [{ productId: id, quantity: 1 }]);
    expect(await left(lamps, ...bulbs)).toEqual([5, 2, 9]);
  });

  it('use the reservations of their components, and are not reserved themselves', async () => {
    const id = await set();
    const RESERVE = 'mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }';
    const place = { locationId: shop.adenta, expiresInSeconds: 600 };
    expect(
      await shop.refused(RESERVE, { input: { ...place, productId: id, quantity: 1 } }),
    ).toMatchObject({
      code: 'KIT_NOT_STOCKED',
      hint: `Use its components: 3 of BULB-${serial}, 1 of LAMP-${serial}.`,
    });
    const reserved = await shop.ask(RESERVE, {
      input: { ...place, productId: bulb, quantity: 13 },
    });
    const lines = [{ productId: id, quantity: 2 }];
    expect((await refusedSale(lines))['code']).toBe('INSUFFICIENT_STOCK');
    await shop.sell(shop.adenta, lines, { reservationIds: [reserved.reserveStock.id] });
    expect(await shop.level(bulb, shop.adenta)).toMatchObject({ onHand: 7, reserved: 7 });
  });

  it('are not sold with a component that is not', async () => {
    const id = await set();
    await shop.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      { input: { id: bulb, status: 'INACTIVE' } },
    );
    expect(await refusedSale([{ productId: id, quantity: 1 }])).toMatchObject({
      code: 'PRODUCT_NOT_ACTIVE',
      details: { field: 'input.lines[0].productId', sku: `BULB-${serial}` },
    });
  });

  it('are refused with too many of a component, and without the batch of one', async () => {
    const id = await kit('HEAP', [[bulb, 1_000_000_000]]);
    expect(await refusedSale([{ productId: id, quantity: 1_000_000_000 }])).toMatchObject({
      code: 'QUANTITY_TOO_LARGE',
      details: { field: 'input.lines[0].quantity' },
    });
    expect((await refusedSale([{ productId: id, quantity: 1, batchId: bulbs[0] }]))['code']).toBe(
      'BATCH_UNKNOWN',
    );
  });

  it('keep the components of a sale from everybody', async () => {
    const id = await set();
    await shop.sell(shop.adenta, [{ productId: id, quantity: 1 }]);
    const { owner } = shop.server.database.pools;
    for (const sql of [
      'update inventory.sale_line_components set quantity = 1',
      'delete from inventory.sale_line_components',
      'insert into inventory.sale_line_components select tenant_id, inventory.uuid_v7(), sale_id, product_id, 1 from inventory.sale_line_components limit 1',
    ]) {
      const client = await owner.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.tenant_id', $1, true)`, [
          shop.server.shop.tenant,
        ]);
        expect([sql, await refusalOf(client.query(sql))]).toEqual([sql, 'document_immutable']);
      } finally {
        await client.query('rollback');
        client.release();
      }
    }
  });
});
