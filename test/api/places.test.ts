import { openOperations, type Operations } from '../support/operations';

// Locations that are renamed, switched off and on, and quarantine locations.

describe('places', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const UPDATE = `mutation ($input: UpdateLocationInput!) {
    updateLocation(input: $input) { id code name kind active } }`;
  const SELL = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
  const RESERVE = 'mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }';
  const TRANSFER =
    'mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { id status } }';

  const update = async (input: object) => (await shop.ask(UPDATE, { input })).updateLocation;
  const create = async (code: string, kind: string, more = {}): Promise<string> =>
    (
      await shop.ask(
        'mutation ($input: CreateLocationInput!) { createLocation(input: $input) { id } }',
        { input: { code, name: code, kind, ...more } },
      )
    ).createLocation.id;
  const total = async (id: string) =>
    (await shop.ask('query ($id: ID) { product(id: $id) { onHand available } }', { id })).product;

  it('are renamed, switched off and on; what is not given stays, and the audit log has each change', async () => {
    const id = await create('KIOSK', 'STOREFRONT');
    expect(await update({ id, name: 'Kiosk at the lake' })).toEqual({
      ...{ id, code: 'KIOSK', name: 'Kiosk at the lake', kind: 'STOREFRONT', active: true },
    });
    expect(await update({ id, active: false })).toMatchObject({ active: false });
    expect(await update({ id, name: 'Lake' })).toMatchObject({ name: 'Lake', active: false });
    expect(await update({ id, active: true })).toMatchObject({ name: 'Lake', active: true });
    const { auditLog } = await shop.ask(
      `query ($id: ID) { auditLog(entity: "location", entityId: $id) { nodes { action actor before after } } }`.replace(
        '$id: ID',
        '$id: String',
      ),
      { id },
    );
    expect(
      auditLog.nodes.map(
        ({ action, before, after }: Record<string, Record<string, unknown> | null>) =>
          [action, before?.['active'], after?.['active'], after?.['name']].join(' '),
      ),
    ).toEqual(
      expect.arrayContaining([
        'INSERT  true KIOSK',
        'UPDATE true false Kiosk at the lake',
        'UPDATE false true Lake',
      ]),
    );
    expect(
      await shop.refused(UPDATE, { input: { id: shop.server.shop.tenant, active: false } }),
    ).toMatchObject({ code: 'LOCATION_UNKNOWN', details: { field: 'input.id' } });
    expect(await shop.refused(UPDATE, { input: { id, name: ' ' } })).toMatchObject({
      code: 'TEXT_INVALID',
      details: { field: 'input.name' },
    });
  });

  it('that are switched off have nothing available; reservations there end by release, and a count can be posted', async () => {
    const product = await shop.product('CLOSED', { reorderPoint: 1 });
    const at = await create('CLOSING', 'STOREFRONT');
    const batch = await shop.receive(at, product, 10);
    const { reserveStock } = await shop.ask(RESERVE, {
      input: { productId: product, locationId: at, quantity: 4, expiresInSeconds: 3600 },
    });
    const { startStockCount } = await shop.ask(
      'mutation ($at: ID!) { startStockCount(locationId: $at) { id } }',
      { at },
    );
    await update({ id: at, active: false });
    expect(await shop.level(product, at)).toEqual({
      ...{ onHand: 10, reserved: 4, expired: 0, quarantined: 10, available: 0 },
    });
    expect(await total(product)).toEqual({ onHand: 10, available: 0 });
    // The promise stands, but is not sold while the location is off.
    const reserved = { locationId: at, reservationIds: [reserveStock.id] };
    expect(
      await shop.refused(SELL, {
        input: { ...reserved, lines: [{ productId: product, quantity: 4 }] },
      }),
    ).toMatchObject({ code: 'LOCATION_NOT_ACTIVE', details: { field: 'input.locationId' } });
    expect(
      await shop.refused(RESERVE, {
        input: { productId: product, locationId: at, quantity: 1, expiresInSeconds: 60 },
      }),
    ).toMatchObject({ code: 'LOCATION_NOT_ACTIVE' });
    await shop.ask('mutation ($id: ID!) { releaseReservation(id: $id) { status } }', {
      id: reserveStock.id,
    });
    // A count corrects the books, up as well as down.
    await shop.ask(
      `mutation ($id: ID!, $batch: ID!) {
         recordCount(stockCountId: $id, lines: [{ batchId: $batch, countedQuantity: 11 }]) { id } }`,
      { id: startStockCount.id, batch },
    );
    await shop.ask('mutation ($id: ID!) { postStockCount(id: $id, reason: "found") { status } }', {
      id: startStockCount.id,
    });
    // What is there can leave, by FEFO too.
    const out = await shop.approvedTransfer(at, shop.adenta, [{ productId: product, quantity: 6 }]);
    await shop.ask('mutation ($id: ID!) { fulfillTransfer(id: $id) { status } }', { id: out });
    await shop.adjust(batch, at, 'DAMAGE', -2);
    expect(await shop.level(product, at)).toMatchObject({
      onHand: 3,
      quarantined: 3,
      available: 0,
    });
    await update({ id: at, active: true });
    expect(await shop.level(product, at)).toMatchObject({
      onHand: 3,
      quarantined: 0,
      available: 3,
    });
    await shop.sell(at, [{ productId: product, quantity: 3 }]);
  });

  it('that are switched off let goods on their way wait, and take them once they are on again', async () => {
    const product = await shop.product('WAITS');
    await shop.receive(shop.warehouse, product, 10);
    const to = await create('FAR', 'STOREFRONT');
    const send = async (quantity: number) => {
      const id = await shop.approvedTransfer(shop.warehouse, to, [
        { productId: product, quantity },
      ]);
      await shop.ask('mutation ($id: ID!) { dispatchTransfer(id: $id) { status } }', { id });
      return id;
    };
    const [arriving, back] = [await send(3), await send(4)];
    await update({ id: to, active: false });
    const FULFIL = 'mutation ($id: ID!) { fulfillTransfer(id: $id) { status } }';
    expect(await shop.refused(FULFIL, { id: arriving })).toMatchObject({
      ...{ code: 'LOCATION_NOT_ACTIVE', details: { field: 'id', locationCode: 'FAR' } },
    });
    await shop.ask('mutation ($id: ID!) { cancelTransfer(id: $id, reason: "closed") { status } }', {
      id: back,
    });
    await update({ id: to, active: true });
    await shop.ask(FULFIL, { id: arriving });
    expect(await shop.level(product, to)).toMatchObject({ onHand: 3, available: 3 });
    expect(await shop.level(product, shop.warehouse)).toMatchObject({ onHand: 7 });
  });

  it('of kind QUARANTINE hold goods that are on hand and never available, wherever figures are shown', async () => {
    const product = await shop.product('APART', { reorderPoint: 5 });
    const at = await create('Q', 'QUARANTINE', { quarantineOfId: shop.adenta });
    const batch = await shop.receive(shop.adenta, product, 10);
    const into = await shop.approvedTransfer(shop.adenta, at, [
      { productId: product, quantity: 7 },
    ]);
    await shop.ask('mutation ($id: ID!) { fulfillTransfer(id: $id) { status } }', { id: into });
    expect(await shop.level(product, at)).toEqual({
      ...{ onHand: 7, reserved: 0, expired: 0, quarantined: 7, available: 0 },
    });
    expect(await total(product)).toEqual({ onHand: 10, available: 3 });
    const { location, lowStock, stockFlow } = await shop.ask(
      `query ($id: ID!, $at: ID) { location(id: $at) { kind quarantineOf { code } }
         lowStock { product { id } location { code } available }
         stockFlow(productId: $id) { intake storefrontExpected quarantined warehouseAvailable } }`,
      { id: product, at },
    );
    expect(location).toEqual({ kind: 'QUARANTINE', quarantineOf: { code: 'ADENTA' } });
    expect(stockFlow).toEqual({
      ...{ intake: 10, storefrontExpected: 3, quarantined: 7, warehouseAvailable: 0 },
    });
    expect(
      lowStock.filter((line: { product: { id: string } }) => line.product.id === product),
    ).toEqual([{ product: { id: product }, location: { code: 'ADENTA' }, available: 3 }]);
    await shop.ask(
      `mutation { reportChannelStock(channel: "web", stock: [{ sku: "APART", quantity: 10 }]) }`,
    );
    const { compareStock } = await shop.ask(
      'query ($id: ID) { compareStock(productId: $id) { discrepancies { kind expected actual } } }',
      { id: product },
    );
    expect(compareStock.discrepancies).toEqual([
      { kind: 'CHANNEL_MISMATCH', expected: 3, actual: 10 },
    ]);

    for (const [query, input] of [
      [SELL, { locationId: at, lines: [{ productId: product, quantity: 1 }] }],
      [RESERVE, { productId: product, locationId: at, quantity: 1, expiresInSeconds: 60 }],
    ] as const) {
      expect(await shop.refused(query, { input })).toMatchObject({
        ...{ code: 'INSUFFICIENT_STOCK', details: { available: 0, locationKind: 'QUARANTINE' } },
      });
    }
    const input = {
      ...{ fromLocationId: at, toLocationId: shop.adenta },
      lines: [{ productId: product, quantity: 2 }],
    };
    const clerk = await shop.server.api.token(shop.server.shop.tenant, 'clerk', 'clerk');
    const refused = await shop.server.api.request(TRANSFER, { input }, { token: clerk });
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      details: { field: 'input.fromLocationId', needed: 'manager' },
      hint: 'Ask a manager to request the transfer.',
    });
    const out = await shop.approvedTransfer(at, shop.adenta, input.lines);
    await shop.ask('mutation ($id: ID!) { fulfillTransfer(id: $id) { status } }', { id: out });
    await shop.adjust(batch, at, 'DAMAGE', -4);
    expect(await total(product)).toEqual({ onHand: 6, available: 5 });
  });

  it('of kind QUARANTINE take held batches, which go nowhere else', async () => {
    const product = await shop.product('GLASS');
    const at = await create('Q2', 'QUARANTINE');
    const batch = await shop.receive(shop.adenta, product, 5);
    await shop.ask('mutation ($id: ID!) { recallBatch(id: $id, reason: "glass") { status } }', {
      id: batch,
    });
    const lines = [{ productId: product, quantity: 5, batchId: batch }];
    const DISPATCH = 'mutation ($id: ID!) { dispatchTransfer(id: $id) { status } }';
    const elsewhere = await shop.approvedTransfer(shop.adenta, shop.cowLane, lines);
    expect(await shop.refused(DISPATCH, { id: elsewhere })).toMatchObject({
      code: 'BATCH_NOT_SELLABLE',
    });
    const into = await shop.approvedTransfer(shop.adenta, at, lines);
    await shop.ask(DISPATCH, { id: into });
    await shop.ask('mutation ($id: ID!) { fulfillTransfer(id: $id) { status } }', { id: into });
    expect(await shop.level(product, at)).toMatchObject({ onHand: 5, quarantined: 5 });
  });

  it('have one quarantine at most, and only a QUARANTINE is one', async () => {
    const CREATE =
      'mutation ($input: CreateLocationInput!) { createLocation(input: $input) { id } }';
    await create('Q3', 'QUARANTINE', { quarantineOfId: shop.cowLane });
    const input = { code: 'Q4', name: 'Q4', kind: 'QUARANTINE', quarantineOfId: shop.cowLane };
    expect(await shop.refused(CREATE, { input })).toMatchObject({
      code: 'LOCATION_CODE_TAKEN',
      details: { field: 'input.quarantineOfId', locationCode: 'COW-LANE', takenBy: 'Q3' },
    });
    expect(await shop.refused(CREATE, { input: { ...input, kind: 'WAREHOUSE' } })).toMatchObject({
      code: 'VALUE_UNKNOWN',
    });
  });
});
