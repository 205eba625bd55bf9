import { RECEIVE, type Month } from './month';

/** Counts, recalls and goods that have expired. */
export function countsAndExpiry(month: () => Month): void {
  it('counts twice, together and offline, and corrects a gap once', async () => {
    const { shop, milk, ids, sell, level } = month();
    const start = async () =>
      (
        await shop.ask(
          'mutation ($at: ID!, $of: [ID!]) { startStockCount(locationId: $at, productIds: $of) { id } }',
          { at: shop.cowLane, of: [milk] },
        )
      ).startStockCount.id;
    const record = async (id: string, line: object) =>
      (
        await shop.ask(
          `mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) {
             lines { expectedQuantity countedQuantity variance entries { mode quantity } } } }`,
          { id, lines: [{ batchId: ids['batch L200'], ...line }] },
        )
      ).recordCount.lines[0];
    const post = (id: string) =>
      shop.ask('mutation ($id: ID!) { postStockCount(id: $id, reason: "gap") { id } }', { id });
    const [one, two] = [await start(), await start()];
    // Two people add up what they find on two shelves: 12 + 10 of 24.
    await record(one, { countedQuantity: 12, mode: 'ADD' });
    expect(await record(one, { countedQuantity: 10, mode: 'ADD' })).toMatchObject({
      ...{ countedQuantity: 22, variance: -2 },
      entries: [
        { mode: 'ADD', quantity: 12 },
        { mode: 'ADD', quantity: 10 },
      ],
    });
    await record(two, { countedQuantity: 22 });
    await post(one);
    await shop.ask('mutation ($id: ID!) { rebaseStockCount(id: $id) { id } }', { id: two });
    await post(two);
    expect(await level(milk, shop.cowLane)).toEqual([22, 0, 0, 0, 22]);

    // Counted 22 offline after the receipt, the sale and the count; 2 were sold before it arrived.
    await sell({ locationId: shop.cowLane, lines: [{ productId: milk, quantity: 2 }] });
    const offline = await start();
    expect(await record(offline, { countedQuantity: 22, expectedSequence: 3 })).toMatchObject({
      ...{ expectedQuantity: 20, countedQuantity: 20, variance: 0 },
    });
    await post(offline);
    expect(await level(milk, shop.cowLane)).toEqual([20, 0, 0, 0, 20]);
  });

  it('recalls a lot everywhere, and corrects its expiry', async () => {
    const { shop, milk, ids, day, receive, level } = month();
    await shop.ask('mutation ($id: ID!) { recallLot(id: $id, reason: "glass") { status } }', {
      id: ids['L200'],
    });
    expect(await level(milk, shop.cowLane)).toEqual([20, 0, 20, 0, 0]);
    const late = await receive({
      locationId: shop.adenta,
      lines: [{ productId: milk, batchNumber: 'L200', quantity: 5 }],
    });
    expect(late.batches[0].status).toBe('RECALLED');
    expect(await level(milk, shop.adenta)).toEqual([17, 4, 5, 0, 8]);
    await shop.ask('mutation ($id: ID!) { releaseLot(id: $id, reason: "harmless") { status } }', {
      id: ids['L200'],
    });
    expect(await level(milk, shop.adenta)).toEqual([17, 4, 0, 0, 13]);
    const { correctLotExpiry } = await shop.ask(
      `mutation ($id: ID!, $on: LocalDate) { correctLotExpiry(lotId: $id, expiryDate: $on, reason: "misread") {
         status expiryDate onHand available } }`,
      { id: ids['L200'], on: day(1) },
    );
    expect(correctLotExpiry).toEqual({
      ...{ status: 'EXPIRED', expiryDate: day(1), onHand: 25, available: 0 },
    });
    expect(await level(milk, shop.adenta)).toEqual([17, 4, 0, 5, 8]);
  });

  it('books expired goods in, and writes them off as the dry run said', async () => {
    const { shop, milk, day, receive, level } = month();
    const line = { productId: milk, batchNumber: 'L050', expiryDate: day(1), quantity: 4 };
    expect(
      await shop.refused(RECEIVE, { input: { locationId: shop.warehouse, lines: [line] } }),
    ).toMatchObject({ details: { field: 'input.lines[0].expiryDate' } });
    const booked = await receive({
      locationId: shop.warehouse,
      lines: [{ ...line, acceptExpired: true }],
    });
    expect(booked.batches[0].status).toBe('EXPIRED');
    expect(await level(milk, shop.warehouse)).toEqual([136, 0, 0, 4, 132]);

    const writeOff = async (dryRun: boolean) =>
      (
        await shop.ask(
          `mutation ($dryRun: Boolean) { writeOffExpired(dryRun: $dryRun) {
             lines { batch { batchNumber product { sku } } location { code } quantity } } }`,
          { dryRun },
        )
      ).writeOffExpired.lines.filter(
        (found: { batch: { product: { sku: string } } }) => found.batch.product.sku === 'MILK',
      );
    const planned = await writeOff(true);
    expect(planned.map((found: { quantity: number }) => found.quantity).sort()).toEqual([20, 4, 5]);
    expect(await writeOff(false)).toEqual(planned);
    expect(await level(milk, shop.warehouse)).toEqual([132, 0, 0, 0, 132]);
    expect(await level(milk, shop.adenta)).toEqual([12, 4, 0, 0, 8]);
    expect(await level(milk, shop.cowLane)).toEqual([0, 0, 0, 0, 0]);
  });
}
