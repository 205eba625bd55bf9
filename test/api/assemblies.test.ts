import { COST, useAssemblyShop, type AssemblyShop } from '../support/assembly-shop';

// Sets are put together in advance: the parts leave stock and the sets come in, with what the parts had cost.

describe('assemblies', () => {
  const opened = useAssemblyShop();
  let shop: AssemblyShop;
  beforeEach(() => {
    ({ shop } = opened);
  });

  it('take their parts first expired first out, and bring the sets in as one batch', async () => {
    const before = await shop.worth();
    const made = await shop.assemble(4, { batchNumber: `MADE-${shop.serial}` });
    expect(made).toMatchObject({
      ...{ status: 'COMPLETED', quantity: 4, unit: 'unit', partsWithoutCost: 0 },
      ...{ partsCost: '94.55', voidedBy: null }, // 4 x 20 + 9 x 1.25 + 3 x 1.10
      location: { code: 'ADENTA' },
      batch: {
        ...{ batchNumber: `MADE-${shop.serial}`, expiryDate: '2100-01-01', status: 'ACTIVE' },
        ...{ intakeQuantity: 4, remainingQuantity: 4 },
        ...{ costs: [], unitCost: expect.stringMatching(/^23\.63750*$/) },
      },
      parts: [
        {
          quantityPerSet: 1,
          quantity: 4,
          allocations: [{ quantity: 4, batch: { id: shop.lamps } }],
        },
        {
          ...{ quantityPerSet: 3, quantity: 12 },
          allocations: [
            { quantity: 9, batch: { id: shop.bulbs[1] } },
            { quantity: 3, batch: { id: shop.bulbs[0] } },
          ],
        },
      ],
    });
    const moved = made.movements.map(
      ({ kind, quantity, document }: { kind: string; quantity: number; document: object }) => [
        kind,
        quantity,
        document,
      ],
    );
    expect(moved).toHaveLength(4);
    expect(moved).toContainEqual(['ASSEMBLY_OUT', -9, { __typename: 'Assembly' }]);
    expect(moved).toContainEqual(['RECEIPT', 4, { __typename: 'Receipt' }]);
    expect(await shop.stock()).toEqual([1, 1, 4]);
    // Nothing was won or lost.
    expect((await shop.worth()).value).toBe(before.value);
    expect(await shop.worth(shop.set)).toEqual({
      quantity: 4,
      value: '94.55',
      quantityWithoutCost: 0,
    });
  });

  it('cost what their parts had cost to the last digit, also where a unit of a part costs a third', async () => {
    const board = await shop.operations.product(`BOARD-${shop.serial}`);
    const batch = await shop.operations.receive(shop.operations.adenta, board, 3, {
      unitCost: '2',
    });
    await shop.operations.ask(COST, { batchId: batch, amount: '1' }); // 2.333... each
    shop.set = await shop.setOf([[board, 1]]);
    for (let n = 0; n < 3; n++) expect((await shop.assemble(1)).partsCost).toBe('2.33');
    expect(await shop.worth(shop.set)).toMatchObject({ quantity: 3, value: '7.00' });
    await shop.operations.sell(shop.operations.adenta, [
      { productId: shop.set, quantity: 2, unitPrice: '5' },
    ]);
    const { today } = shop.operations.server.shop;
    const { margin } = await shop.operations.ask(
      `query ($day: LocalDate!) { margin(from: $day, to: $day) { product { id } quantity cost margin } }`,
      { day: today },
    );
    expect(margin).toContainEqual({
      ...{ product: { id: shop.set }, quantity: 2, cost: '4.67', margin: '5.33' },
    });
    expect(await shop.worth(shop.set)).toMatchObject({ quantity: 1, value: '2.33' });
  });

  it('take all parts or none, and say which one is short and for how many it is enough', async () => {
    expect(await shop.refused(5)).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: {
        ...{
          field: 'input.quantity',
          sku: `BULB-${shop.serial - 1}`,
          requested: 15,
          available: 13,
        },
        ...{ perSet: 3, sets: 5, enoughFor: 4 },
      },
    });
    expect(await shop.stock()).toEqual([5, 13, 0]);
    await shop.assemble(4);
    expect((await shop.refused(1))['code']).toBe('INSUFFICIENT_STOCK');
  });

  it('leave what is held, expired, set apart or reserved', async () => {
    await shop.operations.ask(
      'mutation ($id: ID!) { quarantineBatch(id: $id, reason: "x") { id } }',
      {
        id: shop.bulbs[1],
      },
    );
    const details = async (quantity: number) => (await shop.refused(quantity))['details'];
    expect(await details(2)).toMatchObject({ requested: 6, available: 4, enoughFor: 1 });
    await shop.operations.ask(
      'mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }',
      {
        input: {
          productId: shop.bulb,
          locationId: shop.operations.adenta,
          quantity: 2,
          expiresInSeconds: 600,
        },
      },
    );
    expect(await details(1)).toMatchObject({ requested: 3, available: 2, enoughFor: 0 });
    const old = await shop.operations.product(`OLD-${shop.serial}`);
    await shop.operations.receive(shop.operations.adenta, old, 5, {
      expiryDate: '2020-01-01',
      acceptExpired: true,
    });
    shop.set = await shop.setOf([[old, 1]]);
    expect(await details(1)).toMatchObject({ requested: 1, available: 0 });
    const apart = await shop.operations.ask(
      'mutation ($input: CreateLocationInput!) { createLocation(input: $input) { id } }',
      { input: { code: `Q-${shop.serial}`, name: 'Quarantine', kind: 'QUARANTINE' } },
    );
    const locationId = apart.createLocation.id;
    await shop.operations.receive(locationId, shop.lamp, 5);
    shop.set = await shop.setOf([[shop.lamp, 1]]);
    expect(await shop.refused(1, { locationId })).toMatchObject({
      ...{ code: 'INSUFFICIENT_STOCK', details: { locationKind: 'QUARANTINE', available: 0 } },
    });
  });

  it('have no cost where a part has none: counted, and worth what the others had cost', async () => {
    const gift = await shop.operations.product(`GIFT-${shop.serial}`);
    await shop.operations.receive(shop.operations.adenta, gift, 10);
    shop.set = await shop.setOf([
      [shop.lamp, 1],
      [gift, 2],
    ]);
    const before = await shop.worth();
    const made = await shop.assemble(2);
    expect(made).toMatchObject({ partsCost: null, partsWithoutCost: 4 });
    expect(made.batch.costs).toEqual([{ kind: 'OTHER', amount: '40' }]);
    expect(await shop.worth(shop.set)).toEqual({
      quantity: 2,
      value: '40.00',
      quantityWithoutCost: 2,
    });
    expect((await shop.worth()).value).toBe(before.value);
    // Of parts that are all without a cost nothing is known.
    shop.set = await shop.setOf([[gift, 1]]);
    expect((await shop.assemble(1)).batch.costs).toEqual([]);
    expect(await shop.worth(shop.set)).toEqual({
      quantity: 1,
      value: '0.00',
      quantityWithoutCost: 1,
    });
    // Free parts are not unknown ones.
    const free = await shop.operations.product(`FREE-${shop.serial}`);
    await shop.operations.receive(shop.operations.adenta, free, 1, { unitCost: '0' });
    shop.set = await shop.setOf([[free, 1]]);
    expect(await shop.assemble(1)).toMatchObject({ partsCost: '0.00', partsWithoutCost: 0 });
    expect(await shop.worth(shop.set)).toEqual({
      quantity: 1,
      value: '0.00',
      quantityWithoutCost: 0,
    });
  });

  it('keep their cost when one of a part comes later: what went into sets is adjusted away', async () => {
    await shop.assemble(4);
    await shop.operations.ask(COST, { batchId: shop.lamps, amount: '10' }); // 2 a lamp: 1 is left
    expect(await shop.worth(shop.set)).toMatchObject({ value: '94.55' });
    expect(await shop.worth(shop.lamp)).toMatchObject({ quantity: 1, value: '22.00' });
  });
});
