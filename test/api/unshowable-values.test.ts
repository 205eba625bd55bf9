import { openOperations, type Operations } from '../support/operations';

const MOST = 9007199254740991;
const LIMIT = 1000000000000;
const NOT_SHOWN = 'VALUE_NOT_REPRESENTABLE';

// Values that a client could not read exactly: its field fails alone, with a code, and is never rounded.

describe('what two places may have', () => {
  let shop: Operations;
  let product: string;

  beforeAll(async () => {
    shop = await openOperations();
    product = await shop.product('FULL');
  });
  afterAll(() => shop?.close());

  const RECEIVE = 'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }';
  const lines = (...quantities: object[]) =>
    quantities.map((line, n) => ({ productId: product, batchNumber: `F-${n}`, ...line }));

  it('can be added up, whatever clerks receive there', async () => {
    for (const locationId of [shop.warehouse, shop.adenta]) {
      const input = { locationId, lines: lines({ quantity: MOST }) };
      expect(await shop.refused(RECEIVE, { input })).toMatchObject({
        code: 'QUANTITY_TOO_LARGE',
        details: { field: 'input.lines[0].quantity', quantity: MOST, limit: LIMIT },
      });
      await shop.receive(locationId, product, LIMIT);
    }
    const { product: found } = await shop.ask(
      'query ($id: ID!) { product(id: $id) { onHand available } }',
      { id: product },
    );
    expect(found).toEqual({ onHand: 2 * LIMIT, available: 2 * LIMIT });
  });

  it('is refused with the figures where one more receipt would be too much', async () => {
    const input = { locationId: shop.warehouse, lines: lines({ quantity: 2 }) };
    expect(await shop.refused(RECEIVE, { input })).toMatchObject({
      code: 'QUANTITY_TOO_LARGE',
      details: {
        ...{ field: 'input.lines[0].quantity', sku: 'FULL', locationId: shop.warehouse },
        ...{ onHand: LIMIT, quantity: 2, limit: LIMIT },
      },
    });
  });

  it('is refused where a void would bring back too much, without a field that was not sent', async () => {
    const { id: saleId } = await shop.sell(shop.adenta, [{ productId: product, quantity: 5 }]);
    await shop.receive(shop.adenta, product, 5);
    const refusal = await shop.refused(
      'mutation ($id: ID!) { voidSale(id: $id, reason: "test") { id } }',
      { id: saleId },
    );
    expect(refusal).toMatchObject({
      code: 'QUANTITY_TOO_LARGE',
      details: { onHand: LIMIT, quantity: 5, limit: LIMIT },
    });
    expect(refusal['details']).not.toHaveProperty('field');
  });

  it('is refused with what several people counted together', async () => {
    const other = await shop.product('COUNTED');
    const batchId = await shop.receive(shop.cowLane, other, 1);
    const { startStockCount } = await shop.ask(
      'mutation ($at: ID!, $of: [ID!]) { startStockCount(locationId: $at, productIds: $of) { id } }',
      { at: shop.cowLane, of: [other] },
    );
    const RECORD =
      'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }';
    const counted = (countedQuantity: number) => ({
      id: startStockCount.id as string,
      lines: [{ batchId, countedQuantity, mode: 'ADD' }],
    });
    await shop.ask(RECORD, counted(LIMIT));
    expect(await shop.refused(RECORD, counted(1))).toMatchObject({
      code: 'QUANTITY_TOO_LARGE',
      details: { quantity: LIMIT + 1, limit: LIMIT, batchId },
    });
  });

  it('is refused with the value that a CHECK alone refuses', async () => {
    const refusal = await shop.refused(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      { input: { id: product, reorderPoint: LIMIT + 1 } },
    );
    expect(refusal).toMatchObject({
      code: 'QUANTITY_TOO_LARGE',
      details: { field: 'input.reorderPoint', quantity: LIMIT + 1, limit: LIMIT },
    });
  });
});

// No client can write them: what a sum over many years could come to.
describe('sums beyond 2^53', () => {
  let shop: Operations;
  let product: string;
  const places: string[] = [];

  beforeAll(async () => {
    shop = await openOperations();
    product = await shop.product('HUGE');
    const { database, shop: small } = shop.server;
    await database.pools.super.query(
      `create or replace function inventory.largest_quantity() returns bigint language sql immutable return ${MOST}`,
    );
    const { rows } = await database.pools.super.query<{ id: string }>(
      'select id from inventory.locations where tenant_id = $1 order by id',
      [small.tenant],
    );
    places.push(...rows.map(({ id }) => id).slice(0, 2));
  });
  afterAll(() => shop?.close());

  const ask = (query: string) => shop.server.api.request(query, { id: product });
  const notShown = (field: string, value: string) => ({
    extensions: { code: NOT_SHOWN, details: { field, value } },
  });

  it('are exact up to 2^53 - 1', async () => {
    await shop.receive(places[0]!, product, 4503599627370495);
    await shop.receive(places[1]!, product, 4503599627370496);
    const { data, errors } = await ask(
      'query ($id: ID!) { product(id: $id) { onHand available } }',
    );
    expect([errors, data.product]).toEqual([undefined, { onHand: MOST, available: MOST }]);
  });

  it('are refused with the figure beyond it, and what a place has is still shown', async () => {
    await shop.receive(places[0]!, product, MOST - 4503599627370495);
    await shop.receive(places[1]!, product, 2);
    // 9007199254740991 + 4503599627370498: as a JavaScript number 13510798882111488.
    const sum = '13510798882111489';
    for (const field of ['onHand', 'available']) {
      const answer = await ask(`query ($id: ID!) { product(id: $id) { ${field} } }`);
      expect(answer).toMatchObject({
        data: { product: null },
        errors: [notShown(`product.${field}`, sum)],
      });
    }
    const { data } = await ask('query ($id: ID!) { product(id: $id) { stock { onHand } } }');
    expect(data.product.stock.map((each: { onHand: number }) => each.onHand).sort()).toEqual(
      [4503599627370498, MOST].sort(),
    );
  });

  it('of a bin card, an audit and a flow too', async () => {
    const sum = '13510798882111489';
    const card = await ask('query ($id: ID!) { binCard(productId: $id) { closing } }');
    expect(card.errors).toMatchObject([notShown('binCard.closing', sum)]);
    const lines = await ask(
      'query ($id: ID!) { binCard(productId: $id) { opening entries { nodes { balance movement { quantity } } } } }',
    );
    expect(lines.errors![0]).toMatchObject({ extensions: { code: NOT_SHOWN } });
    const audit = await ask(
      'query ($id: ID!) { stockAudit(productId: $id, from: "2020-01-01", to: "2099-01-01") { opening closing } }',
    );
    expect(audit.errors).toMatchObject([notShown('stockAudit[0].closing', sum)]);
    const flow = await ask('query ($id: ID!) { stockFlow(productId: $id) { intake } }');
    expect(flow.errors).toMatchObject([notShown('stockFlow.intake', sum)]);
  });
});

describe('values that came in past the rules', () => {
  let shop: Operations;
  let product: string;
  let bad: string;

  beforeAll(async () => {
    shop = await openOperations();
    product = await shop.product('FORCED');
    await shop.receive(shop.adenta, product, 10);
    await shop.receive(shop.adenta, product, 20);
    const { super: admin } = shop.server.database.pools;
    const { rows } = await admin.query<{ id: string }>(
      'select id from inventory.batches where product_id = $1 order by id limit 1',
      [product],
    );
    bad = rows[0]!.id;
    await admin.query(
      'alter table inventory.batches disable trigger user, drop constraint expiry_before_receipt',
    );
    await admin.query('alter table inventory.lots disable trigger user');
    for (const type of ['moment', 'calendar_day', 'cost']) {
      await admin.query(`alter domain inventory.${type} drop constraint value_out_of_range`);
    }
  });
  afterAll(() => shop?.close());

  const force = (column: string, value: string) =>
    shop.server.database.pools.super.query(
      column === 'expiry_date'
        ? `update inventory.lots set expiry_date = '${value}' where id = (select lot_id from inventory.batches where id = '${bad}')`
        : `update inventory.batches set ${column} = '${value}' where id = '${bad}'`,
    );
  const page = (fields: string) =>
    shop.server.api.request(
      `query ($id: ID!) { product(id: $id) { batches { nodes { id ${fields} } } } }`,
      { id: product },
    );

  it.each([
    ['expiry_date', 'expiryDate', 'infinity', 'infinity'],
    ['expiry_date', 'expiryDate', '10000-02-03', '10000-02-03'],
    ['expiry_date', 'expiryDate', '0044-03-15 BC', '0044-03-15 BC'],
    ['unit_cost', 'unitCost', 'NaN', 'NaN'],
  ])('a nullable field is null: %s %s', async (column, field, value, shown) => {
    await force(column, value);
    const { data, errors } = await page(field);
    const nodes = data.product.batches.nodes as Record<string, unknown>[];
    expect(nodes).toHaveLength(2);
    expect(nodes.find(({ id }) => id === bad)).toEqual({ id: bad, [field]: null });
    expect(errors).toMatchObject([
      {
        extensions: {
          code: NOT_SHOWN,
          details: { field: `product.batches.nodes[0].${field}`, value: shown },
        },
      },
    ]);
  });

  it.each(['infinity', '-infinity', '12000-01-01 00:00Z'])(
    'a field that is never null takes the object with it, with the code: %s',
    async (value) => {
      await force('received_at', value);
      const { data, errors } = await page('receivedAt');
      expect(data.product).toBeNull();
      expect(errors).toMatchObject([
        {
          extensions: {
            code: NOT_SHOWN,
            details: { field: 'product.batches.nodes[0].receivedAt' },
          },
        },
      ]);
      // Without the field the page answers.
      const rest = await page('batchNumber intakeQuantity');
      expect([rest.errors, rest.data.product.batches.nodes.length]).toEqual([undefined, 2]);
    },
  );
});
