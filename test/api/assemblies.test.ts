import { addDays } from '../support/days';
import { openOperations, type Operations } from '../support/operations';

// Sets are put together in advance: the parts leave stock and the sets come in, with what the parts had cost.

const FIELDS = `id status quantity unit partsCost partsWithoutCost businessDate actor voidedBy voidReason
  product { sku } location { code }
  batch { id batchNumber expiryDate status intakeQuantity remainingQuantity unitCost costs { kind amount } }
  parts { quantityPerSet quantity product { sku } allocations { quantity batch { id } } }
  movements { kind quantity product { sku } document { __typename } }`;
const ASSEMBLE = `mutation ($input: AssembleStockInput!) { assembleStock(input: $input) { ${FIELDS} } }`;
const VOID = `mutation ($id: ID!) { voidAssembly(id: $id, reason: "wrong") { ${FIELDS} } }`;
const VALUE = `query ($product: ID, $at: LocalDate) { stockValue(productId: $product, at: $at) { quantity value quantityWithoutCost } }`;
const COST = `mutation ($batchId: ID!, $amount: String!, $kind: CostKind) {
  addBatchCost(batchId: $batchId, amount: $amount, reason: "invoice", kind: $kind) { id } }`;

describe('assemblies', () => {
  let shop: Operations;
  let serial = 0;
  let lamp: string;
  let bulb: string;
  let set: string;
  let lamps: string;
  let bulbs: [string, string];

  beforeAll(async () => {
    shop = await openOperations();
  });
  beforeEach(async () => {
    serial++;
    lamp = await shop.product(`LAMP-${serial}`);
    bulb = await shop.product(`BULB-${serial}`);
    lamps = await shop.receive(shop.adenta, lamp, 5, { unitCost: '20' });
    bulbs = [
      await shop.receive(shop.adenta, bulb, 4, { expiryDate: '2100-02-01', unitCost: '1.10' }),
      await shop.receive(shop.adenta, bulb, 9, { expiryDate: '2100-01-01', unitCost: '1.25' }),
    ];
    set = await setOf([
      [lamp, 1],
      [bulb, 3],
    ]);
  });
  afterEach(async () => {
    expect(await shop.brokenRules()).toEqual([]);
  });
  afterAll(() => shop?.close());

  const listed = (components: [string, number][]) =>
    components.map(([productId, quantity]) => ({ productId, quantity }));
  const setOf = (components: [string, number][], more = {}) =>
    shop.product(`SET-${++serial}`, { components: listed(components), ...more });
  const input = (quantity: number, more = {}) => ({
    input: { productId: set, locationId: shop.adenta, quantity, ...more },
  });
  const assemble = async (quantity: number, more = {}) =>
    (await shop.ask(ASSEMBLE, input(quantity, more))).assembleStock;
  const refused = (quantity: number, more = {}) => shop.refused(ASSEMBLE, input(quantity, more));
  const takeApart = async (id: string) => (await shop.ask(VOID, { id })).voidAssembly;
  const worth = async (product?: string, at?: string) =>
    (await shop.ask(VALUE, { product, at })).stockValue;
  const onHand = async (product: string) =>
    (await shop.level(product, shop.adenta))?.['onHand'] ?? 0;
  const stock = async () => [await onHand(lamp), await onHand(bulb), await onHand(set)];

  it('take their parts first expired first out, and bring the sets in as one batch', async () => {
    const before = await worth();
    const made = await assemble(4, { batchNumber: `MADE-${serial}` });
    expect(made).toMatchObject({
      ...{ status: 'COMPLETED', quantity: 4, unit: 'unit', partsWithoutCost: 0 },
      ...{ partsCost: '94.55', voidedBy: null }, // 4 x 20 + 9 x 1.25 + 3 x 1.10
      location: { code: 'ADENTA' },
      batch: {
        ...{ batchNumber: `MADE-${serial}`, expiryDate: '2100-01-01', status: 'ACTIVE' },
        ...{ intakeQuantity: 4, remainingQuantity: 4 },
        ...{ costs: [], unitCost: expect.stringMatching(/^23\.63750*$/) },
      },
      parts: [
        { quantityPerSet: 1, quantity: 4, allocations: [{ quantity: 4, batch: { id: lamps } }] },
        {
          ...{ quantityPerSet: 3, quantity: 12 },
          allocations: [
            { quantity: 9, batch: { id: bulbs[1] } },
            { quantity: 3, batch: { id: bulbs[0] } },
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
    expect(await stock()).toEqual([1, 1, 4]);
    // Nothing was won or lost.
    expect((await worth()).value).toBe(before.value);
    expect(await worth(set)).toEqual({ quantity: 4, value: '94.55', quantityWithoutCost: 0 });
  });

  it('cost what their parts had cost to the last digit, also where a unit of a part costs a third', async () => {
    const board = await shop.product(`BOARD-${serial}`);
    const batch = await shop.receive(shop.adenta, board, 3, { unitCost: '2' });
    await shop.ask(COST, { batchId: batch, amount: '1' }); // 2.333... each
    set = await setOf([[board, 1]]);
    for (let n = 0; n < 3; n++) expect((await assemble(1)).partsCost).toBe('2.33');
    expect(await worth(set)).toMatchObject({ quantity: 3, value: '7.00' });
    await shop.sell(shop.adenta, [{ productId: set, quantity: 2, unitPrice: '5' }]);
    const { today } = shop.server.shop;
    const { margin } = await shop.ask(
      `query ($day: LocalDate!) { margin(from: $day, to: $day) { product { id } quantity cost margin } }`,
      { day: today },
    );
    expect(margin).toContainEqual({
      ...{ product: { id: set }, quantity: 2, cost: '4.67', margin: '5.33' },
    });
    expect(await worth(set)).toMatchObject({ quantity: 1, value: '2.33' });
  });

  it('take all parts or none, and say which one is short and for how many it is enough', async () => {
    expect(await refused(5)).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: {
        ...{ field: 'input.quantity', sku: `BULB-${serial - 1}`, requested: 15, available: 13 },
        ...{ perSet: 3, sets: 5, enoughFor: 4 },
      },
    });
    expect(await stock()).toEqual([5, 13, 0]);
    await assemble(4);
    expect((await refused(1))['code']).toBe('INSUFFICIENT_STOCK');
  });

  it('leave what is held, expired, set apart or reserved', async () => {
    await shop.ask('mutation ($id: ID!) { quarantineBatch(id: $id, reason: "x") { id } }', {
      id: bulbs[1],
    });
    const details = async (quantity: number) => (await refused(quantity))['details'];
    expect(await details(2)).toMatchObject({ requested: 6, available: 4, enoughFor: 1 });
    await shop.ask('mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }', {
      input: { productId: bulb, locationId: shop.adenta, quantity: 2, expiresInSeconds: 600 },
    });
    expect(await details(1)).toMatchObject({ requested: 3, available: 2, enoughFor: 0 });
    const old = await shop.product(`OLD-${serial}`);
    await shop.receive(shop.adenta, old, 5, { expiryDate: '2020-01-01', acceptExpired: true });
    set = await setOf([[old, 1]]);
    expect(await details(1)).toMatchObject({ requested: 1, available: 0 });
    const apart = await shop.ask(
      'mutation ($input: CreateLocationInput!) { createLocation(input: $input) { id } }',
      { input: { code: `Q-${serial}`, name: 'Quarantine', kind: 'QUARANTINE' } },
    );
    const locationId = apart.createLocation.id;
    await shop.receive(locationId, lamp, 5);
    set = await setOf([[lamp, 1]]);
    expect(await refused(1, { locationId })).toMatchObject({
      ...{ code: 'INSUFFICIENT_STOCK', details: { locationKind: 'QUARANTINE', available: 0 } },
    });
  });

  it('have no cost where a part has none: counted, and worth what the others had cost', async () => {
    const gift = await shop.product(`GIFT-${serial}`);
    await shop.receive(shop.adenta, gift, 10);
    set = await setOf([
      [lamp, 1],
      [gift, 2],
    ]);
    const before = await worth();
    const made = await assemble(2);
    expect(made).toMatchObject({ partsCost: null, partsWithoutCost: 4 });
    expect(made.batch.costs).toEqual([{ kind: 'OTHER', amount: '40' }]);
    expect(await worth(set)).toEqual({ quantity: 2, value: '40.00', quantityWithoutCost: 2 });
    expect((await worth()).value).toBe(before.value);
    // Of parts that are all without a cost nothing is known.
    set = await setOf([[gift, 1]]);
    expect((await assemble(1)).batch.costs).toEqual([]);
    expect(await worth(set)).toEqual({ quantity: 1, value: '0.00', quantityWithoutCost: 1 });
    // Free parts are not unknown ones.
    const free = await shop.product(`FREE-${serial}`);
    await shop.receive(shop.adenta, free, 1, { unitCost: '0' });
    set = await setOf([[free, 1]]);
    expect(await assemble(1)).toMatchObject({ partsCost: '0.00', partsWithoutCost: 0 });
    expect(await worth(set)).toEqual({ quantity: 1, value: '0.00', quantityWithoutCost: 0 });
  });

  it('keep their cost when one of a part comes later: what went into sets is adjusted away', async () => {
    await assemble(4);
    await shop.ask(COST, { batchId: lamps, amount: '10' }); // 2 a lamp: 1 is left
    expect(await worth(set)).toMatchObject({ value: '94.55' });
    expect(await worth(lamp)).toMatchObject({ quantity: 1, value: '22.00' });
  });

  it('are voided while the sets are whole: every part returns to its batch', async () => {
    const before = await worth();
    const made = await assemble(4);
    const voided = await takeApart(made.id);
    expect(voided).toMatchObject({
      ...{ status: 'VOIDED', voidedBy: 'tester', voidReason: 'wrong' },
      batch: { status: 'VOIDED', remainingQuantity: 0 },
    });
    expect(voided.movements).toHaveLength(8);
    expect(await stock()).toEqual([5, 13, 0]);
    expect((await worth()).value).toBe(before.value);
    expect((await shop.refused(VOID, { id: made.id }))['code']).toBe('ILLEGAL_TRANSITION');
    await assemble(4); // from the same batches
  });

  it('are not voided once one of the sets has moved, or is promised', async () => {
    const made = await assemble(4);
    await shop.sell(shop.adenta, [{ productId: set, quantity: 1 }]);
    expect(await shop.refused(VOID, { id: made.id })).toMatchObject({
      code: 'BATCH_HAS_HISTORY',
      details: { field: 'id', batchId: made.batch.id, assembled: 4, left: 3 },
    });
    set = await setOf([[lamp, 1]]);
    const other = await assemble(1);
    await shop.ask('mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }', {
      input: { productId: set, locationId: shop.adenta, quantity: 1, expiresInSeconds: 600 },
    });
    expect((await shop.refused(VOID, { id: other.id }))['code']).toBe('RESERVED_EXCEEDS_STOCK');
  });

  it('own the receipt of the sets: neither it nor the intake changes by itself', async () => {
    const made = await assemble(1);
    const { traceBatch: batch } = await shop.ask(
      'query ($id: ID!) { traceBatch(id: $id) { receipt { id supplier voided assembly { id } } } }',
      { id: made.batch.id },
    );
    expect(batch.receipt).toMatchObject({ supplier: null, assembly: { id: made.id } });
    const VOID_RECEIPT = 'mutation ($id: ID!) { voidReceipt(id: $id, reason: "x") { id } }';
    expect(await shop.refused(VOID_RECEIPT, { id: batch.receipt.id })).toMatchObject({
      ...{ code: 'MADE_BY_ASSEMBLY', details: { field: 'id', assemblyId: made.id } },
    });
    const CORRECT =
      'mutation ($id: ID!) { correctIntake(batchId: $id, quantity: 2, reason: "x") { id } }';
    expect(await shop.refused(CORRECT, { id: made.batch.id })).toMatchObject({
      ...{ code: 'MADE_BY_ASSEMBLY', details: { assemblyId: made.id, intakeQuantity: 1 } },
    });
    await takeApart(made.id);
    const after = await shop.ask('query ($id: ID!) { receipt(id: $id) { voided } }', {
      id: batch.receipt.id,
    });
    expect(after.receipt.voided).toBe(true);
  });

  it('are in the trace of their parts', async () => {
    const made = await assemble(2);
    const { traceBatch } = await shop.ask(
      `query ($id: ID!) { traceBatch(id: $id) {
         assemblies { id status batch { remainingQuantity } } lot { id } } }`,
      { id: bulbs[1] },
    );
    const found = { id: made.id, status: 'COMPLETED', batch: { remainingQuantity: 2 } };
    expect(traceBatch.assemblies).toEqual([found]);
    const { traceLot } = await shop.ask(
      'query ($id: ID!) { traceLot(id: $id) { assemblies { id } } }',
      { id: traceBatch.lot.id },
    );
    expect(traceLot.assemblies).toEqual([{ id: made.id }]);
  });

  it('keep the components that they had', async () => {
    const made = await assemble(1);
    await shop.ask(
      'mutation ($id: ID!, $c: [KitComponentInput!]!) { setKitComponents(productId: $id, components: $c) { id } }',
      { id: set, c: listed([[lamp, 2]]) },
    );
    expect((await takeApart(made.id)).parts).toHaveLength(2);
    expect(await stock()).toEqual([5, 13, 0]);
    expect((await assemble(1)).parts).toMatchObject([{ quantityPerSet: 2 }]);
  });

  it('are of goods, not of kits, and what is made can be a component', async () => {
    const kit = await setOf([[set, 2]], { kind: 'KIT' });
    await assemble(4);
    const { product } = await shop.ask(
      'query ($id: ID) { product(id: $id) { available components { quantity } } }',
      { id: kit },
    );
    expect(product).toEqual({ available: 2, components: [{ quantity: 2 }] });
    const shown = await shop.level(set, shop.adenta);
    expect(shown).toMatchObject({ onHand: 4, available: 4 });
    const made = set;
    set = kit;
    expect((await refused(1))['code']).toBe('KIT_NOT_STOCKED');
    const inside = (id: string) =>
      shop.refused(
        'mutation ($id: ID!, $c: [KitComponentInput!]!) { setKitComponents(productId: $id, components: $c) { id } }',
        { id: made, c: listed([[id, 1]]) },
      );
    expect((await inside(kit))['code']).toBe('KIT_IN_KIT');
    expect(await inside(made)).toMatchObject({
      ...{ code: 'KIT_IN_KIT', details: { field: 'components[0].productId' } },
    });
  });

  it('are of the day that is given, and no earlier than their parts', async () => {
    const day = (days: number) => addDays(shop.server.shop.today, days);
    const wood = await shop.product(`WOOD-${serial}`);
    await shop.ask('mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }', {
      input: {
        ...{ locationId: shop.adenta, businessDate: day(-5) },
        lines: [{ productId: wood, quantity: 6, unitCost: '3' }],
      },
    });
    set = await setOf([[wood, 2]]);
    expect((await refused(1, { businessDate: day(-6) }))['code']).toBe(
      'BUSINESS_DATE_OUT_OF_ORDER',
    );
    const made = await assemble(2, { businessDate: day(-3) });
    expect(made.businessDate).toBe(day(-3));
    expect(await worth(set, day(-4))).toMatchObject({ quantity: 0, value: '0.00' });
    expect(await worth(set, day(-3))).toMatchObject({ quantity: 2, value: '12.00' });
    expect(await worth(wood, day(-4))).toMatchObject({ quantity: 6, value: '18.00' });
    expect(await worth(wood, day(-3))).toMatchObject({ quantity: 2, value: '6.00' });
    expect((await refused(1, { businessDate: day(1) }))['code']).toBe('BUSINESS_DATE_OUT_OF_ORDER');
  });

  it('name a lot only if it expires with the parts', async () => {
    await assemble(1, { batchNumber: 'S-1' });
    await assemble(1, { batchNumber: 's-1' });
    await shop.ask('mutation ($id: ID!) { quarantineBatch(id: $id, reason: "x") { id } }', {
      id: bulbs[1],
    });
    expect(await refused(1, { batchNumber: 'S-1' })).toMatchObject({
      code: 'LOT_EXPIRY_DIFFERS',
      details: {
        ...{ field: 'input.batchNumber', lotNumber: 'S-1' },
        ...{ lotExpiryDate: '2100-01-01', expiryDate: '2100-02-01' },
      },
    });
  });

  it('are written once for an idempotency key', async () => {
    const key = { idempotencyKey: `assembly-${serial}` };
    const first = await assemble(2, key);
    expect((await assemble(2, key)).id).toBe(first.id);
    expect((await refused(3, key))['code']).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await stock()).toEqual([3, 7, 2]);
  });

  it('are listed by product, place, status and day', async () => {
    const kept = await assemble(1);
    await takeApart((await assemble(1)).id);
    const { assemblies, assembly } = await shop.ask(
      `query ($p: ID, $l: ID, $id: ID!) {
         assemblies(productId: $p, locationId: $l, status: COMPLETED) { totalCount nodes { id } }
         assembly(id: $id) { quantity } }`,
      { p: set, l: shop.adenta, id: kept.id },
    );
    expect(assemblies).toEqual({ totalCount: 1, nodes: [{ id: kept.id }] });
    expect(assembly).toEqual({ quantity: 1 });
  });
});
