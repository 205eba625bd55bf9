import { REFUND, type Month } from './month';

/** What comes back, what is sent on, and what is promised. */
export function returnsAndTransfers(month: () => Month): void {
  it('takes back to another shop, sets broken goods apart and scraps them', async () => {
    const { shop, milk, lamp, ids, refund, level } = month();
    const saleId = ids['A-1'];
    const reason = 'brought back';
    expect(
      await refund({
        saleId,
        reason,
        locationId: shop.cowLane,
        lines: [{ saleLineId: ids['lamp line'], quantity: 1 }],
      }),
    ).toEqual({ lines: [{ quantity: 1, disposition: 'RESTOCK', location: { code: 'COW-LANE' } }] });
    const apart = await refund({
      ...{ saleId, reason },
      lines: [
        { saleLineId: ids['milk line'], quantity: 2, disposition: 'QUARANTINE' },
        { saleLineId: ids['lamp line'], quantity: 1, disposition: 'SCRAP' },
      ],
    });
    expect(apart.lines.map((line: { disposition: string }) => line.disposition)).toEqual([
      'QUARANTINE',
      'SCRAP',
    ]);
    expect(
      await shop.refused(REFUND, {
        input: { saleId, reason, lines: [{ saleLineId: ids['lamp line'], quantity: 1 }] },
      }),
    ).toMatchObject({
      code: 'REFUND_EXCEEDS_SALE',
    });
    // Cow Lane has 5 + 1 lamps. At Adenta the scrapped lamp came back and went out: 8. Two bottles stand in quarantine.
    expect(await level(lamp, shop.cowLane)).toEqual([6, 0, 0, 0, 6]);
    expect(await level(lamp, shop.adenta)).toEqual([8, 0, 0, 0, 8]);
    expect(await level(milk, shop.adenta)).toEqual([14, 0, 0, 0, 14]);
    const { product } = await shop.ask(
      'query ($id: ID!) { product(id: $id) { onHand available } }',
      { id: milk },
    );
    expect(product).toEqual({ onHand: 172, available: 170 }); // 186 - 10 - 6 + 2, of which 2 are set apart
  });

  it('sends 10 lamps of which 7 arrive, and writes the rest off with a second person', async () => {
    const { shop, lamp, level } = month();
    const transfer = await shop.approvedTransfer(shop.warehouse, shop.adenta, [
      { productId: lamp, quantity: 10 },
    ]);
    await shop.ask('mutation ($id: ID!) { dispatchTransfer(id: $id) { id } }', { id: transfer });
    const { transfer: sent } = await shop.ask(
      'query ($id: ID!) { transfer(id: $id) { lines { id } } }',
      { id: transfer },
    );
    const RECEIVE_PART = `mutation ($id: ID!, $lines: [ReceiveTransferLineInput!]!) { receiveTransfer(id: $id, lines: $lines) {
      status lines { quantity receivedQuantity lostQuantity returnedQuantity } } }`;
    const part = (quantity: number) => ({
      id: transfer,
      lines: [{ transferLineId: sent.lines[0].id, quantity }],
    });
    await shop.ask(RECEIVE_PART, part(5));
    const { receiveTransfer } = await shop.ask(RECEIVE_PART, part(2));
    expect(receiveTransfer).toEqual({
      status: 'PARTIALLY_RECEIVED',
      lines: [{ quantity: 10, receivedQuantity: 7, lostQuantity: 0, returnedQuantity: 0 }],
    });
    await shop.refused(RECEIVE_PART, part(4)); // 3 are on their way
    await shop.ask(
      'mutation ($id: ID!) { closeTransferShort(id: $id, reason: "box open") { id } }',
      { id: transfer },
    );
    await shop.askApprover('mutation ($id: ID!) { approveTransferShort(id: $id) { id } }', {
      id: transfer,
    });
    const { transfer: closed } = await shop.ask(
      'query ($id: ID!) { transfer(id: $id) { lines { receivedQuantity lostQuantity returnedQuantity } } }',
      { id: transfer },
    );
    expect(closed.lines).toEqual([{ receivedQuantity: 7, lostQuantity: 3, returnedQuantity: 0 }]);
    expect(await level(lamp, shop.warehouse)).toEqual([30, 0, 0, 0, 30]); // 40 - 10; the 3 came back on paper and went
    expect(await level(lamp, shop.adenta)).toEqual([15, 0, 0, 0, 15]); // 8 + 7
  });

  it('keeps what is left of a promise', async () => {
    const { shop, milk, sell, level } = month();
    const RESERVATION = 'id status quantity committedQuantity remainingQuantity reference';
    const { reserveStock } = await shop.ask(
      `mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { ${RESERVATION} } }`,
      {
        input: {
          ...{ productId: milk, locationId: shop.adenta, quantity: 6 },
          ...{ expiresInSeconds: 3600, reference: 'web-1' },
        },
      },
    );
    await sell({
      ...{ locationId: shop.adenta, reservationIds: [reserveStock.id] },
      lines: [{ productId: milk, quantity: 2 }],
    });
    const { extendReservation } = await shop.ask(
      `mutation ($id: ID!) { extendReservation(id: $id, expiresInSeconds: 7200) { ${RESERVATION} } }`,
      { id: reserveStock.id },
    );
    expect(extendReservation).toEqual({
      ...{ id: reserveStock.id, status: 'ACTIVE', reference: 'web-1' },
      ...{ quantity: 6, committedQuantity: 2, remainingQuantity: 4 },
    });
    expect(await level(milk, shop.adenta)).toEqual([12, 4, 0, 0, 8]); // 14 - 2
  });
}
