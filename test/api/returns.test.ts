import { addDays } from '../support/days';
import { asTenant } from '../support/database';
import { openOperations, type Operations } from '../support/operations';

// What becomes of goods that customers bring back, and where.

describe('returned goods', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const REFUND = `mutation ($input: RefundSaleInput!) { refundSale(input: $input) {
    id location { code } lines { saleLineId quantity disposition location { code kind } } } }`;
  const VOID = 'mutation ($id: ID!) { voidSale(id: $id, reason: "all wrong") { status } }';

  const sold = async (sku: string, quantity: number, at = shop.adenta) => {
    const product = await shop.product(sku);
    const batch = await shop.receive(at, product, 10, { expiryDate: '2100-01-01' });
    const sale = await shop.sell(at, [{ productId: product, quantity }]);
    return { product, batch, sale: sale.id, line: sale.lines[0]!.id };
  };
  const back = async (sale: string, lines: object[], more = {}) =>
    (await shop.ask(REFUND, { input: { saleId: sale, reason: 'broken', lines, ...more } }))
      .refundSale;
  const movements = async (batch: string) =>
    (
      await shop.ask(
        `query ($id: ID!) { batch(id: $id) { movements { nodes {
           kind quantity reason location { code } documentType documentId reverses { kind } } } } }`,
        { id: batch },
      )
    ).batch.movements.nodes;
  const batchOf = async (id: string) =>
    (await shop.ask('query ($id: ID!) { batch(id: $id) { status lot { id } } }', { id })).batch;
  const locations = async (): Promise<{ code: string; quarantineOf: { code: string } | null }[]> =>
    (await shop.ask('{ locations { code kind quarantineOf { code } } }')).locations;

  it('are restocked, quarantined or scrapped line by line, and a void returns the rest', async () => {
    const { product, batch, sale, line } = await sold('MIXED', 8);
    const refund = await back(sale, [
      { saleLineId: line, quantity: 1 },
      { saleLineId: line, quantity: 2, disposition: 'QUARANTINE' },
      { saleLineId: line, quantity: 3, disposition: 'SCRAP' },
    ]);
    expect(refund.lines).toEqual([
      {
        ...{ saleLineId: line, quantity: 1, disposition: 'RESTOCK' },
        location: { code: 'ADENTA', kind: 'STOREFRONT' },
      },
      {
        ...{ saleLineId: line, quantity: 2, disposition: 'QUARANTINE' },
        location: { code: 'ADENTA-Q', kind: 'QUARANTINE' },
      },
      {
        ...{ saleLineId: line, quantity: 3, disposition: 'SCRAP' },
        location: { code: 'ADENTA', kind: 'STOREFRONT' },
      },
    ]);
    // 10 received, 8 sold, 1 restocked; 2 set apart; 3 came back and went out.
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 3, available: 3 });
    const { product: total } = await shop.ask(
      'query ($id: ID) { product(id: $id) { onHand available } }',
      { id: product },
    );
    expect(total).toEqual({ onHand: 5, available: 3 });
    const of = { documentType: 'REFUND', documentId: refund.id };
    const returned = { ...of, kind: 'REFUND', reason: 'broken', reverses: { kind: 'SALE' } };
    expect((await movements(batch)).slice(2)).toEqual([
      { ...returned, quantity: 1, location: { code: 'ADENTA' } },
      { ...returned, quantity: 2, location: { code: 'ADENTA-Q' } },
      { ...returned, quantity: 3, location: { code: 'ADENTA' } },
      {
        ...{ ...of, kind: 'ADJUSTMENT', quantity: -3, reason: 'DAMAGE: broken', reverses: null },
        location: { code: 'ADENTA' },
      },
    ]);
    expect(
      await shop.refused(REFUND, {
        input: {
          ...{ saleId: sale, reason: 'too much' },
          lines: [
            { saleLineId: line, quantity: 2, disposition: 'SCRAP' },
            { saleLineId: line, quantity: 1, disposition: 'QUARANTINE' },
          ],
        },
      }),
    ).toMatchObject({ code: 'REFUND_EXCEEDS_SALE', details: { refundable: 2 } });
    await shop.ask(VOID, { id: sale });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 5, available: 5 });
    const { batch: sums } = await shop.ask(
      `query ($id: ID!) { batch(id: $id) { intakeQuantity soldQuantity refundedQuantity adjustedQuantity remainingQuantity } }`,
      { id: batch },
    );
    expect(sums).toEqual({
      ...{ intakeQuantity: 10, soldQuantity: 6, refundedQuantity: 6, adjustedQuantity: -3 },
      remainingQuantity: 7,
    });
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('come back elsewhere, to the batch they were of, and a void returns the rest where it was sold', async () => {
    const { product, batch, sale, line } = await sold('ELSEWHERE', 6);
    const lines = [
      { saleLineId: line, quantity: 2 },
      { saleLineId: line, quantity: 1, disposition: 'QUARANTINE' },
    ];
    const refund = await back(sale, lines, { locationId: shop.cowLane });
    expect(refund).toMatchObject({
      location: { code: 'COW-LANE' },
      lines: [{ location: { code: 'COW-LANE' } }, { location: { code: 'COW-LANE-Q' } }],
    });
    expect(await shop.level(product, shop.cowLane)).toMatchObject({ onHand: 2, available: 2 });
    await shop.ask(VOID, { id: sale });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 7 });
    expect((await movements(batch)).at(-1)).toMatchObject({
      ...{ kind: 'SALE_VOID', quantity: 3, location: { code: 'ADENTA' } },
    });
    // What is restocked is sold again where it came back.
    await shop.sell(shop.cowLane, [{ productId: product, quantity: 2 }]);
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('of a held or expired batch and of an archived product come back, and are not for sale', async () => {
    const held = await sold('HELD-BACK', 4);
    await shop.ask('mutation ($id: ID!) { recallBatch(id: $id, reason: "glass") { status } }', {
      id: held.batch,
    });
    await back(held.sale, [{ saleLineId: held.line, quantity: 4 }]);
    expect(await shop.level(held.product, shop.adenta)).toMatchObject({
      ...{ onHand: 10, quarantined: 10, available: 0 },
    });
    const expired = await sold('EXPIRED-BACK', 4);
    await shop.ask(
      `mutation ($id: ID!, $date: LocalDate) { correctLotExpiry(lotId: $id, expiryDate: $date, reason: "misread") { id } }`,
      { id: (await batchOf(expired.batch)).lot.id, date: addDays(shop.server.shop.today, -1) },
    );
    await back(expired.sale, [{ saleLineId: expired.line, quantity: 4 }]);
    expect(await shop.level(expired.product, shop.adenta)).toMatchObject({
      ...{ onHand: 10, expired: 10, available: 0 },
    });
    expect((await batchOf(expired.batch)).status).toBe('EXPIRED');
    const sale = { locationId: shop.adenta, lines: [{ productId: expired.product, quantity: 1 }] };
    expect(
      await shop.refused(
        'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }',
        {
          input: sale,
        },
      ),
    ).toMatchObject({ code: 'INSUFFICIENT_STOCK', details: { available: 0 } });
    const archived = await sold('GONE', 4);
    await shop.ask(
      'mutation ($id: ID!) { updateProduct(input: { id: $id, status: ARCHIVED }) { status } }',
      { id: archived.product },
    );
    await back(archived.sale, [{ saleLineId: archived.line, quantity: 4 }]);
    expect(await shop.level(archived.product, shop.adenta)).toMatchObject({ onHand: 10 });
  });

  it('are not taken where a location is switched off, nor into a quarantine that is; a void is', async () => {
    const { product, sale, line } = await sold('OFF', 4, shop.cowLane);
    const update = (id: string, active: boolean) =>
      shop.ask('mutation ($input: UpdateLocationInput!) { updateLocation(input: $input) { id } }', {
        input: { id, active },
      });
    const lines = [{ saleLineId: line, quantity: 1, disposition: 'SCRAP' }];
    const input = { saleId: sale, reason: 'x', lines };
    await update(shop.cowLane, false);
    expect(await shop.refused(REFUND, { input })).toMatchObject({
      ...{ code: 'LOCATION_NOT_ACTIVE', details: { locationCode: 'COW-LANE' } },
    });
    await back(sale, lines, { locationId: shop.adenta });
    await shop.ask(VOID, { id: sale });
    await update(shop.cowLane, true);
    expect(await shop.level(product, shop.cowLane)).toMatchObject({ onHand: 9 });

    const other = await sold('OFF-Q', 4);
    const { location } = await shop.ask('{ location(code: "ADENTA-Q") { id } }');
    await update(location.id, false);
    const apart = [
      { saleLineId: other.line, quantity: 1 },
      { saleLineId: other.line, quantity: 1, disposition: 'QUARANTINE' },
    ];
    expect(
      await shop.refused(REFUND, { input: { saleId: other.sale, reason: 'x', lines: apart } }),
    ).toMatchObject({
      code: 'LOCATION_NOT_ACTIVE',
      details: { field: 'input.lines[1].disposition', locationCode: 'ADENTA-Q' },
    });
    await update(location.id, true);
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('of what is not tracked move nothing, and make no quarantine', async () => {
    const kiosk = (
      await shop.ask(
        'mutation { createLocation(input: { code: "KIOSK", name: "Kiosk", kind: STOREFRONT }) { id } }',
      )
    ).createLocation.id;
    const service = await shop.product('SERVICE', { trackInventory: false });
    const sale = await shop.sell(kiosk, [{ productId: service, quantity: 2 }]);
    const { lines } = await back(sale.id, [
      { saleLineId: sale.lines[0]!.id, quantity: 2, disposition: 'QUARANTINE' },
    ]);
    expect(lines[0]).toMatchObject({ disposition: 'QUARANTINE', location: { code: 'KIOSK' } });
    expect((await locations()).map(({ code }) => code)).not.toContain('KIOSK-Q');
  });

  it('two at once make one quarantine, with another code where the first is taken; a clerk may', async () => {
    const input = { code: 'PIER-Q', name: 'Quay', kind: 'WAREHOUSE' };
    await shop.ask(
      'mutation ($input: CreateLocationInput!) { createLocation(input: $input) { id } }',
      { input },
    );
    const pier = (
      await shop.ask(
        'mutation { createLocation(input: { code: "PIER", name: "Pier", kind: STOREFRONT }) { id } }',
      )
    ).createLocation.id;
    const sales = await Promise.all(['P1', 'P2', 'P3', 'P4'].map((sku) => sold(sku, 4, pier)));
    const clerk = await shop.server.api.token(shop.server.shop.tenant, 'clerk', 'clerk');
    const answers = await Promise.all(
      sales.map(({ sale, line }) =>
        shop.server.api.request(
          REFUND,
          {
            input: {
              ...{ saleId: sale, reason: 'wet' },
              lines: [{ saleLineId: line, quantity: 1, disposition: 'QUARANTINE' }],
            },
          },
          { token: clerk },
        ),
      ),
    );
    expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
    expect(
      (await locations()).filter(({ quarantineOf }) => quarantineOf?.code === 'PIER'),
    ).toMatchObject([{ code: 'PIER-Q2' }]);
  });

  it('never exceed what was sold when two sessions bring it back to different places', async () => {
    const { product, sale, line } = await sold('RACE', 5);
    const { tenant } = shop.server.shop;
    const app = shop.server.database.pools.app;
    const outcomes = await Promise.allSettled(
      [shop.adenta, shop.cowLane, shop.warehouse, shop.adenta].map((at, n) =>
        asTenant(app, tenant, (client) =>
          client.query('select inventory.refund_sale($1, $2)', [
            { tenant, actor: 'tester', role: 'clerk' },
            {
              ...{ saleId: sale, reason: 'race', locationId: at },
              lines: [
                {
                  ...{ saleLineId: line, quantity: 3 },
                  disposition: ['RESTOCK', 'SCRAP', 'QUARANTINE', 'RESTOCK'][n],
                },
              ],
            },
          ]),
        ),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { product: levels } = await shop.ask(
      'query ($id: ID) { product(id: $id) { stock { onHand } batches { nodes { refundedQuantity } } } }',
      { id: product },
    );
    expect(levels.batches.nodes).toEqual([{ refundedQuantity: 3 }]);
    expect(await shop.brokenRules()).toEqual([]);
  });
});
