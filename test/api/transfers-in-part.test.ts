import { asTenant } from '../support/database';
import { openOperations, type Operations } from '../support/operations';

// Transfers that arrive in part, come back in part, or are closed short.

describe('transfers in part', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const SHOWN = `status fulfilledBy lines { id quantity receivedQuantity lostQuantity returnedQuantity inTransitQuantity }`;
  const RECEIVE = `mutation ($id: ID!, $lines: [ReceiveTransferLineInput!]!, $key: String) {
    receiveTransfer(id: $id, lines: $lines, idempotencyKey: $key) { ${SHOWN} } }`;
  const CANCEL = `mutation ($id: ID!) { cancelTransfer(id: $id, reason: "the rest was forgotten") { ${SHOWN} } }`;
  const FULFIL = `mutation ($id: ID!) { fulfillTransfer(id: $id) { ${SHOWN} } }`;
  const CLOSE = `mutation ($id: ID!) { closeTransferShort(id: $id, reason: "fell off the van") { ${SHOWN} } }`;
  const APPROVE = `mutation ($id: ID!) { approveTransferShort(id: $id) { ${SHOWN} } }`;
  const REJECT = `mutation ($id: ID!) { rejectTransferShort(id: $id, reason: "look again") {
    status closings { status requestedBy rejectedBy rejectionReason } } }`;

  /** A dispatched transfer from the warehouse to Adenta, and the ids of its lines. */
  const sent = async (product: string, ...quantities: number[]) => {
    const id = await shop.approvedTransfer(
      shop.warehouse,
      shop.adenta,
      quantities.map((quantity) => ({ productId: product, quantity })),
    );
    const { dispatchTransfer } = await shop.ask(
      'mutation ($id: ID!) { dispatchTransfer(id: $id) { lines { id } } }',
      { id },
    );
    return { id, lines: dispatchTransfer.lines.map((line: { id: string }) => line.id) as string[] };
  };
  const receive = async (id: string, transferLineId: string, quantity: number, more = {}) =>
    (await shop.ask(RECEIVE, { id, lines: [{ transferLineId, quantity, ...more }] }))
      .receiveTransfer;
  const stock = async (product: string) => ({
    warehouse: (await shop.level(product, shop.warehouse))?.['onHand'],
    adenta: (await shop.level(product, shop.adenta))?.['onHand'],
  });
  const flow = async (product: string) =>
    (
      await shop.ask(
        `query ($id: ID!) { stockFlow(productId: $id) {
           intake adjusted transferredOut inTransit warehouseAvailable storefrontReceived storefrontExpected } }`,
        { id: product },
      )
    ).stockFlow;

  it('10 sent, 7 arrive, 3 are lost: the loss names the transfer and two people', async () => {
    const product = await shop.product('TEN');
    const batch = await shop.receive(shop.warehouse, product, 20);
    const { id, lines } = await sent(product, 10);
    expect(await receive(id, lines[0]!, 4)).toMatchObject({
      ...{ status: 'PARTIALLY_RECEIVED', fulfilledBy: null },
      lines: [{ quantity: 10, receivedQuantity: 4, lostQuantity: 0, inTransitQuantity: 6 }],
    });
    await receive(id, lines[0]!, 3);
    expect(await stock(product)).toEqual({ warehouse: 10, adenta: 7 });
    expect(await flow(product)).toEqual({
      ...{ intake: 20, adjusted: 0, transferredOut: 10, inTransit: 3, warehouseAvailable: 10 },
      ...{ storefrontReceived: 7, storefrontExpected: 7 },
    });
    const excess = { id, lines: [{ transferLineId: lines[0], quantity: 4 }] };
    expect(await shop.refused(RECEIVE, excess)).toMatchObject({
      code: 'TRANSFER_NOT_CONSERVED',
      details: { field: 'lines[0].quantity', transferLineId: lines[0], requested: 4, inTransit: 3 },
    });

    expect((await shop.ask(CLOSE, { id })).closeTransferShort.status).toBe('PARTIALLY_RECEIVED');
    expect(await shop.refused(CLOSE, { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    const { pendingApprovals } = await shop.ask('{ pendingApprovals { kind id requestedBy } }');
    expect(pendingApprovals).toContainEqual({ kind: 'TRANSFER_SHORT', id, requestedBy: 'tester' });
    expect(await shop.refused(APPROVE, { id })).toMatchObject({
      ...{ code: 'SELF_APPROVAL', details: { requestedBy: 'tester' } },
    });
    // One arrives late: the loss is of what is missing when it is approved.
    await receive(id, lines[0]!, 1);
    const { approveTransferShort: closed } = await shop.askApprover(APPROVE, { id });
    expect(closed).toMatchObject({
      status: 'FULFILLED',
      lines: [
        {
          ...{ quantity: 10, receivedQuantity: 8, lostQuantity: 2, returnedQuantity: 0 },
          inTransitQuantity: 0,
        },
      ],
    });
    expect(await stock(product)).toEqual({ warehouse: 10, adenta: 8 });
    const { batch: moved, transfer } = await shop.ask(
      `query ($batch: ID!, $id: ID!) {
         batch(id: $batch) { transferredOutQuantity transferredInQuantity adjustedQuantity remainingQuantity
           movements { nodes { kind quantity reason documentType documentId location { code } } } }
         transfer(id: $id) { arrivals { quantity actor batch { id } } closings { status reason requestedBy approvedBy } } }`,
      { batch, id },
    );
    expect(moved).toMatchObject({
      ...{ transferredOutQuantity: 10, transferredInQuantity: 10, adjustedQuantity: -2 },
      remainingQuantity: 18,
    });
    const at = { documentType: 'TRANSFER', documentId: id, location: { code: 'WAREHOUSE' } };
    expect(moved.movements.nodes.slice(-2)).toEqual([
      { ...at, kind: 'TRANSFER_IN', quantity: 2, reason: 'fell off the van' },
      { ...at, kind: 'ADJUSTMENT', quantity: -2, reason: 'LOSS: fell off the van' },
    ]);
    expect(transfer.arrivals).toEqual(
      [4, 3, 1].map((quantity) => ({ quantity, actor: 'tester', batch: null })),
    );
    expect(transfer.closings).toEqual([
      {
        ...{ status: 'APPROVED', reason: 'fell off the van', requestedBy: 'tester' },
        approvedBy: 'approver',
      },
    ]);
    expect(await flow(product)).toMatchObject({
      ...{ intake: 20, adjusted: -2, transferredOut: 8, inTransit: 0, storefrontReceived: 8 },
    });
    for (const [query, variables] of [
      [RECEIVE, { id, lines: [{ transferLineId: lines[0], quantity: 1 }] }],
      [CANCEL, { id }],
      [FULFIL, { id }],
      [CLOSE, { id }],
    ] as const) {
      expect(await shop.refused(query, variables)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    }
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('the rest comes back when it is cancelled, or arrives when it is fulfilled', async () => {
    const product = await shop.product('REST');
    await shop.receive(shop.warehouse, product, 20);
    const [back, on] = [await sent(product, 5), await sent(product, 6)];
    await receive(back.id, back.lines[0]!, 2);
    expect((await shop.ask(CANCEL, { id: back.id })).cancelTransfer).toMatchObject({
      status: 'CANCELLED',
      lines: [{ receivedQuantity: 2, returnedQuantity: 3, lostQuantity: 0, inTransitQuantity: 0 }],
    });
    await receive(on.id, on.lines[0]!, 1);
    expect((await shop.ask(FULFIL, { id: on.id })).fulfillTransfer).toMatchObject({
      ...{ status: 'FULFILLED', fulfilledBy: 'tester' },
      lines: [{ receivedQuantity: 6, inTransitQuantity: 0 }],
    });
    expect(await stock(product)).toEqual({ warehouse: 12, adenta: 8 });
    const { transfer } = await shop.ask(
      'query ($id: ID!) { transfer(id: $id) { arrivals { quantity } } }',
      { id: on.id },
    );
    expect(transfer.arrivals).toEqual([{ quantity: 1 }, { quantity: 5 }]);
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('a batch may be named, else the batches arrive in the order they left; the last part fulfils', async () => {
    const product = await shop.product('BATCHES');
    const soon = await shop.receive(shop.warehouse, product, 4, { expiryDate: '2100-01-01' });
    const late = await shop.receive(shop.warehouse, product, 4, { expiryDate: '2100-06-01' });
    const { id, lines } = await sent(product, 6, 2);
    await receive(id, lines[0]!, 1, { batchId: late });
    await receive(id, lines[0]!, 3);
    const there = async () =>
      (
        await asTenant(shop.server.database.pools.super, shop.server.shop.tenant, (client) =>
          client.query<{ batch_id: string; quantity: number }>(
            `select batch_id, quantity::integer from inventory.batch_stock
             where location_id = $1 and product_id = $2 order by expiry_date`,
            [shop.adenta, product],
          ),
        )
      ).rows;
    expect(await there()).toEqual([
      { batch_id: soon, quantity: 3 },
      { batch_id: late, quantity: 1 },
    ]);
    const other = { id, lines: [{ transferLineId: lines[1], batchId: soon, quantity: 1 }] };
    expect(await shop.refused(RECEIVE, other)).toMatchObject({
      ...{ code: 'TRANSFER_NOT_CONSERVED', details: { batchId: soon, inTransit: 0 } },
    });
    const { receiveTransfer } = await shop.ask(RECEIVE, {
      id,
      lines: [
        { transferLineId: lines[0], quantity: 2 },
        { transferLineId: lines[1], quantity: 2 },
      ],
    });
    expect(receiveTransfer).toMatchObject({ status: 'FULFILLED', fulfilledBy: 'tester' });
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('an arrival is sent once with its key; an unknown line and another transfer are refused', async () => {
    const product = await shop.product('ONCE');
    await shop.receive(shop.warehouse, product, 9);
    const [one, two] = [await sent(product, 4), await sent(product, 4)];
    const request = {
      id: one.id,
      lines: [{ transferLineId: one.lines[0], quantity: 1 }],
      key: 'x',
    };
    await shop.ask(RECEIVE, request);
    await shop.ask(RECEIVE, request);
    expect(await stock(product)).toEqual({ warehouse: 1, adenta: 1 });
    const wrong = { id: one.id, lines: [{ transferLineId: two.lines[0], quantity: 1 }] };
    expect(await shop.refused(RECEIVE, wrong)).toMatchObject({
      ...{ code: 'TRANSFER_UNKNOWN', details: { field: 'lines[0].transferLineId' } },
    });
    expect(await shop.refused(RECEIVE, { ...wrong, id: shop.adenta })).toMatchObject({
      ...{ code: 'TRANSFER_UNKNOWN', details: { field: 'id' } },
    });
    expect(
      await shop.refused(RECEIVE, {
        id: one.id,
        lines: [{ transferLineId: one.lines[0], quantity: 0 }],
      }),
    ).toMatchObject({ code: 'QUANTITY_NOT_POSITIVE', details: { field: 'lines[0].quantity' } });
  });

  it('a closing can be rejected and asked for again; one of which all arrived has no effect', async () => {
    const product = await shop.product('AGAIN');
    await shop.receive(shop.warehouse, product, 9);
    const { id, lines } = await sent(product, 4);
    expect(await shop.refused(APPROVE, { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await shop.ask(CLOSE, { id });
    expect((await shop.askApprover(REJECT, { id })).rejectTransferShort).toEqual({
      status: 'DISPATCHED',
      closings: [
        {
          ...{ status: 'REJECTED', requestedBy: 'tester', rejectedBy: 'approver' },
          rejectionReason: 'look again',
        },
      ],
    });
    await shop.ask(CLOSE, { id });
    await receive(id, lines[0]!, 4);
    const { pendingApprovals } = await shop.ask('{ pendingApprovals { kind id } }');
    expect(pendingApprovals).not.toContainEqual({ kind: 'TRANSFER_SHORT', id });
    const { tenant } = shop.server.shop;
    const token = await shop.server.api.token(tenant, 'manager', 'approver');
    const { errors } = await shop.server.api.request(APPROVE, { id }, { token });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await stock(product)).toEqual({ warehouse: 5, adenta: 4 });
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('all can be lost, also where the destination is switched off', async () => {
    const product = await shop.product('ALL');
    await shop.receive(shop.warehouse, product, 5);
    const { id, lines } = await sent(product, 5);
    const UPDATE =
      'mutation ($id: ID!, $active: Boolean) { updateLocation(input: { id: $id, active: $active }) { id } }';
    await shop.ask(UPDATE, { id: shop.adenta, active: false });
    const arriving = { id, lines: [{ transferLineId: lines[0], quantity: 1 }] };
    expect(await shop.refused(RECEIVE, arriving)).toMatchObject({ code: 'LOCATION_NOT_ACTIVE' });
    await shop.ask(CLOSE, { id });
    const { approveTransferShort } = await shop.askApprover(APPROVE, { id });
    expect(approveTransferShort).toMatchObject({
      ...{ status: 'FULFILLED', lines: [{ receivedQuantity: 0, lostQuantity: 5 }] },
    });
    await shop.ask(UPDATE, { id: shop.adenta, active: true });
    expect(await stock(product)).toEqual({ warehouse: 0, adenta: undefined });
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('never receives more than is on its way, however many sessions receive, cancel and close at once', async () => {
    const { tenant } = shop.server.shop;
    const app = shop.server.database.pools.app;
    const run = (actor: string, name: string, input: object) =>
      asTenant(app, tenant, (client) =>
        client.query(`select inventory.${name}($1, $2)`, [
          { tenant, actor, role: 'manager' },
          input,
        ]),
      );
    for (let round = 0; round < 4; round++) {
      const product = await shop.product(`RACE-${round}`);
      await shop.receive(shop.warehouse, product, 10);
      const { id, lines } = await sent(product, 10);
      await shop.ask(CLOSE, { id });
      const arrival = { id, lines: [{ transferLineId: lines[0], quantity: 3 }] };
      await Promise.allSettled([
        ...Array.from({ length: 5 }, () => run('tester', 'receive_transfer', arrival)),
        run('approver', 'decide_transfer_short', { id, status: 'APPROVED' }),
        run('approver', 'set_transfer_status', { id, status: 'CANCELLED', reason: 'x' }),
      ]);
      const { transfer } = await shop.ask(`query ($id: ID!) { transfer(id: $id) { ${SHOWN} } }`, {
        id,
      });
      const [line] = transfer.lines;
      expect(
        line.receivedQuantity + line.lostQuantity + line.returnedQuantity + line.inTransitQuantity,
      ).toBe(10);
      expect(line.receivedQuantity % 3).toBe(0);
      const { warehouse, adenta } = await stock(product);
      expect([warehouse, adenta ?? 0]).toEqual([line.returnedQuantity, line.receivedQuantity]);
    }
    expect(await shop.brokenRules()).toEqual([]);
  });
});
