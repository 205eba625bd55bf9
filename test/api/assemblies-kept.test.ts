import { COST, VOID, useAssemblyShop, type AssemblyShop } from '../support/assembly-shop';
import { addDays } from '../support/days';

// What becomes of assemblies: voids, traces, dates, lots, keys and lists.

describe('assemblies that were made', () => {
  const opened = useAssemblyShop();
  let shop: AssemblyShop;
  beforeEach(() => {
    ({ shop } = opened);
  });

  it('are voided while the sets are whole: every part returns to its batch', async () => {
    const before = await shop.worth();
    const made = await shop.assemble(4);
    const voided = await shop.takeApart(made.id);
    expect(voided).toMatchObject({
      ...{ status: 'VOIDED', voidedBy: 'tester', voidReason: 'wrong' },
      batch: { status: 'VOIDED', remainingQuantity: 0 },
    });
    expect(voided.movements).toHaveLength(8);
    expect(await shop.stock()).toEqual([5, 13, 0]);
    expect((await shop.worth()).value).toBe(before.value);
    expect((await shop.operations.refused(VOID, { id: made.id }))['code']).toBe(
      'ILLEGAL_TRANSITION',
    );
    const late = { batchId: made.batch.id, amount: '1', reason: 'glue' };
    expect(await shop.operations.refused(COST, late)).toMatchObject({
      ...{ code: 'BATCH_VOIDED', details: { field: 'batchId' } },
      hint: expect.stringContaining('own batches again'),
    });
    await shop.assemble(4); // from the same batches
    const { compareStock } = await shop.operations.ask(
      '{ compareStock { discrepancies { subject } } }',
    );
    expect(compareStock.discrepancies).toEqual([]);
  });

  it('are voided with what some of their parts had cost, and what came later stays with the parts', async () => {
    const gift = await shop.operations.product(`GIFT-${shop.serial}`);
    const gifts = await shop.operations.receive(shop.operations.adenta, gift, 6);
    shop.set = await shop.setOf([
      [shop.lamp, 1],
      [gift, 2],
    ]);
    const before = await shop.worth();
    const made = await shop.assemble(2);
    expect(made).toMatchObject({ partsCost: null, partsWithoutCost: 4 });
    for (const batchId of [gifts, shop.lamps]) {
      await shop.operations.ask(COST, { batchId, amount: '3', kind: 'GOODS' }); // 0.50 a gift, 0.60 a lamp
    }
    expect(await shop.worth(shop.set)).toMatchObject({ value: '40.00', quantityWithoutCost: 2 });
    await shop.takeApart(made.id);
    expect(await shop.worth(shop.set)).toMatchObject({ quantity: 0, value: '0.00' });
    expect(await shop.worth(gift)).toMatchObject({ value: '3.00', quantityWithoutCost: 0 });
    expect(await shop.worth(shop.lamp)).toMatchObject({ value: '103.00' });
    expect(Number((await shop.worth()).value)).toBe(Number(before.value) + 6);
  });

  it('come in on no closed day, and may be voided after theirs is closed', async () => {
    const day = (days: number) => addDays(shop.operations.server.shop.today, days);
    const wood = await shop.operations.product(`OLD-WOOD-${shop.serial}`);
    await shop.operations.ask(
      'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }',
      {
        input: {
          ...{ locationId: shop.operations.adenta, businessDate: day(-25) },
          lines: [{ productId: wood, quantity: 6, unitCost: '3' }],
        },
      },
    );
    shop.set = await shop.setOf([[wood, 2]]);
    const made = await shop.assemble(2, { businessDate: day(-24) });
    for (const days of [-25, -24, -23]) {
      await shop.operations.ask('mutation ($day: LocalDate!) { closeDay(businessDate: $day) }', {
        day: day(days),
      });
    }
    expect((await shop.refused(1, { businessDate: day(-23) }))['code']).toBe(
      'BUSINESS_DATE_OUT_OF_ORDER',
    );
    const { movements } = await shop.takeApart(made.id);
    expect(movements).toHaveLength(4);
    expect(await shop.worth(wood, day(-23))).toMatchObject({ quantity: 2, value: '6.00' });
    expect(await shop.worth(wood)).toMatchObject({ quantity: 6, value: '18.00' });
  });

  it('are voided though the set and a part are no longer sold, and the set is made of something else', async () => {
    const made = await shop.assemble(4);
    for (const product of [shop.set, shop.lamp]) {
      await shop.operations.ask(
        'mutation ($id: ID!) { updateProduct(input: { id: $id, status: ARCHIVED }) { status } }',
        { id: product },
      );
    }
    await shop.operations.ask(
      'mutation ($id: ID!) { setKitComponents(productId: $id, components: []) { id } }',
      { id: shop.set },
    );
    expect(await shop.takeApart(made.id)).toMatchObject({ status: 'VOIDED' });
    expect(await shop.stock()).toEqual([5, 13, 0]);
    expect(await shop.worth(shop.lamp)).toMatchObject({ quantity: 5, value: '100.00' });
  });

  it('are not voided once one of the sets has moved, or is promised', async () => {
    const made = await shop.assemble(4);
    await shop.operations.sell(shop.operations.adenta, [{ productId: shop.set, quantity: 1 }]);
    expect(await shop.operations.refused(VOID, { id: made.id })).toMatchObject({
      code: 'BATCH_HAS_HISTORY',
      details: { field: 'id', batchId: made.batch.id, assembled: 4, left: 3 },
    });
    shop.set = await shop.setOf([[shop.lamp, 1]]);
    const other = await shop.assemble(1);
    await shop.operations.ask(
      'mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }',
      {
        input: {
          productId: shop.set,
          locationId: shop.operations.adenta,
          quantity: 1,
          expiresInSeconds: 600,
        },
      },
    );
    expect((await shop.operations.refused(VOID, { id: other.id }))['code']).toBe(
      'RESERVED_EXCEEDS_STOCK',
    );
  });

  it('own the receipt of the sets: neither it nor the intake changes by itself', async () => {
    const made = await shop.assemble(1);
    const { traceBatch: batch } = await shop.operations.ask(
      'query ($id: ID!) { traceBatch(id: $id) { receipt { id supplier voided assembly { id } } } }',
      { id: made.batch.id },
    );
    expect(batch.receipt).toMatchObject({ supplier: null, assembly: { id: made.id } });
    const VOID_RECEIPT = 'mutation ($id: ID!) { voidReceipt(id: $id, reason: "x") { id } }';
    expect(await shop.operations.refused(VOID_RECEIPT, { id: batch.receipt.id })).toMatchObject({
      ...{ code: 'MADE_BY_ASSEMBLY', details: { field: 'id', assemblyId: made.id } },
    });
    const CORRECT =
      'mutation ($id: ID!) { correctIntake(batchId: $id, quantity: 2, reason: "x") { id } }';
    expect(await shop.operations.refused(CORRECT, { id: made.batch.id })).toMatchObject({
      ...{ code: 'MADE_BY_ASSEMBLY', details: { assemblyId: made.id, intakeQuantity: 1 } },
    });
    await shop.takeApart(made.id);
    const after = await shop.operations.ask('query ($id: ID!) { receipt(id: $id) { voided } }', {
      id: batch.receipt.id,
    });
    expect(after.receipt.voided).toBe(true);
  });

  it('are in the trace of their parts', async () => {
    const made = await shop.assemble(2);
    const { traceBatch } = await shop.operations.ask(
      `query ($id: ID!) { traceBatch(id: $id) {
         assemblies { id status batch { remainingQuantity } } lot { id } } }`,
      { id: shop.bulbs[1] },
    );
    const found = { id: made.id, status: 'COMPLETED', batch: { remainingQuantity: 2 } };
    expect(traceBatch.assemblies).toEqual([found]);
    const { traceLot } = await shop.operations.ask(
      'query ($id: ID!) { traceLot(id: $id) { assemblies { id } } }',
      { id: traceBatch.lot.id },
    );
    expect(traceLot.assemblies).toEqual([{ id: made.id }]);
  });

  it('keep the components that they had', async () => {
    const made = await shop.assemble(1);
    await shop.operations.ask(
      'mutation ($id: ID!, $c: [KitComponentInput!]!) { setKitComponents(productId: $id, components: $c) { id } }',
      { id: shop.set, c: shop.listed([[shop.lamp, 2]]) },
    );
    expect((await shop.takeApart(made.id)).parts).toHaveLength(2);
    expect(await shop.stock()).toEqual([5, 13, 0]);
    expect((await shop.assemble(1)).parts).toMatchObject([{ quantityPerSet: 2 }]);
  });

  it('are of goods, not of kits, and what is made can be a component', async () => {
    const kit = await shop.setOf([[shop.set, 2]], { kind: 'KIT' });
    await shop.assemble(4);
    const { product } = await shop.operations.ask(
      'query ($id: ID) { product(id: $id) { available components { quantity } } }',
      { id: kit },
    );
    expect(product).toEqual({ available: 2, components: [{ quantity: 2 }] });
    const shown = await shop.operations.level(shop.set, shop.operations.adenta);
    expect(shown).toMatchObject({ onHand: 4, available: 4 });
    const made = shop.set;
    shop.set = kit;
    expect((await shop.refused(1))['code']).toBe('KIT_NOT_STOCKED');
    const inside = (id: string) =>
      shop.operations.refused(
        'mutation ($id: ID!, $c: [KitComponentInput!]!) { setKitComponents(productId: $id, components: $c) { id } }',
        { id: made, c: shop.listed([[id, 1]]) },
      );
    expect((await inside(kit))['code']).toBe('KIT_IN_KIT');
    expect(await inside(made)).toMatchObject({
      ...{ code: 'KIT_IN_KIT', details: { field: 'components[0].productId' } },
    });
  });

  it('are of the day that is given, and no earlier than their parts', async () => {
    const day = (days: number) => addDays(shop.operations.server.shop.today, days);
    const wood = await shop.operations.product(`WOOD-${shop.serial}`);
    await shop.operations.ask(
      'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }',
      {
        input: {
          ...{ locationId: shop.operations.adenta, businessDate: day(-5) },
          lines: [{ productId: wood, quantity: 6, unitCost: '3' }],
        },
      },
    );
    shop.set = await shop.setOf([[wood, 2]]);
    expect((await shop.refused(1, { businessDate: day(-6) }))['code']).toBe(
      'BUSINESS_DATE_OUT_OF_ORDER',
    );
    const made = await shop.assemble(2, { businessDate: day(-3) });
    expect(made.businessDate).toBe(day(-3));
    expect(await shop.worth(shop.set, day(-4))).toMatchObject({ quantity: 0, value: '0.00' });
    expect(await shop.worth(shop.set, day(-3))).toMatchObject({ quantity: 2, value: '12.00' });
    expect(await shop.worth(wood, day(-4))).toMatchObject({ quantity: 6, value: '18.00' });
    expect(await shop.worth(wood, day(-3))).toMatchObject({ quantity: 2, value: '6.00' });
    expect((await shop.refused(1, { businessDate: day(1) }))['code']).toBe(
      'BUSINESS_DATE_OUT_OF_ORDER',
    );
  });

  it('name a lot only if it expires with the parts', async () => {
    await shop.assemble(1, { batchNumber: 'S-1' });
    await shop.assemble(1, { batchNumber: 's-1' });
    await shop.operations.ask(
      'mutation ($id: ID!) { quarantineBatch(id: $id, reason: "x") { id } }',
      {
        id: shop.bulbs[1],
      },
    );
    expect(await shop.refused(1, { batchNumber: 'S-1' })).toMatchObject({
      code: 'LOT_EXPIRY_DIFFERS',
      details: {
        ...{ field: 'input.batchNumber', lotNumber: 'S-1' },
        ...{ lotExpiryDate: '2100-01-01', expiryDate: '2100-02-01' },
      },
    });
  });

  it('are written once for an idempotency key', async () => {
    const key = { idempotencyKey: `assembly-${shop.serial}` };
    const first = await shop.assemble(2, key);
    expect((await shop.assemble(2, key)).id).toBe(first.id);
    expect((await shop.refused(3, key))['code']).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await shop.stock()).toEqual([3, 7, 2]);
  });

  it('are listed by product, place, status and day', async () => {
    const kept = await shop.assemble(1);
    await shop.takeApart((await shop.assemble(1)).id);
    const { assemblies, assembly } = await shop.operations.ask(
      `query ($p: ID, $l: ID, $id: ID!) {
         assemblies(productId: $p, locationId: $l, status: COMPLETED) { totalCount nodes { id } }
         assembly(id: $id) { quantity } }`,
      { p: shop.set, l: shop.operations.adenta, id: kept.id },
    );
    expect(assemblies).toEqual({ totalCount: 1, nodes: [{ id: kept.id }] });
    expect(assembly).toEqual({ quantity: 1 });
  });
});
