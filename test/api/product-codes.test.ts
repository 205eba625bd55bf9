import { reel } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

// What finds a product: its SKU, earlier SKUs, barcodes, and GS1 element strings that name one.

const GS = '\u001d';
const CREATE = `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id codes { code kind unit } } }`;
const RESOLVE = `query ($code: String!) { resolveCode(code: $code) {
  product { sku } unit lotNumber expiryDate serialNumber quantity } }`;
const NOTHING = { lotNumber: null, expiryDate: null, serialNumber: null, quantity: null };

describe('codes of products', () => {
  let server: SyncServer;
  const resolved = async (code: string) =>
    (await server.ask(RESOLVE, { code })).resolveCode as object;

  beforeAll(async () => {
    server = await openSyncServer();
    const made = await server.ask(CREATE, {
      input: {
        ...{ sku: 'CHEESE', name: 'Cheese', baseUnit: 'g' },
        units: [{ code: 'wheel', factor: 4000 }],
        codes: [
          { code: '9501101530003', kind: 'GTIN' },
          { code: 'BIG-1', kind: 'SUPPLIER', unit: ' WHEEL' },
        ],
      },
    });
    expect(made.createProduct.codes).toEqual([
      { code: 'CHEESE', kind: 'SKU', unit: 'g' },
      { code: '9501101530003', kind: 'GTIN', unit: 'g' },
      { code: 'BIG-1', kind: 'SUPPLIER', unit: 'wheel' },
    ]);
  });
  afterAll(() => server?.close());

  it.each([
    ['cheese\u200b', 'g'],
    ['9501101530003', 'g'],
    ['09501101530003', 'g'], // the same GTIN in 14 digits
    [']E09501101530003', 'g'],
    [' big-1', 'wheel'],
  ])('%j is found, with its unit', async (code, unit) => {
    expect(await resolved(code)).toEqual({ product: { sku: 'CHEESE' }, unit, ...NOTHING });
  });

  // As the GS1 General Specifications have them: FNC1 ends data of variable length, day 00 is the last of the month, and a
  // year is the nearest one that ends in its two digits.
  it.each([
    ['(01)09501101530003(17)140704(10)AB-123', { lotNumber: 'AB-123', expiryDate: '2014-07-04' }],
    [`]C1010950110153000310L-1${GS}17270200`, { lotNumber: 'L-1', expiryDate: '2027-02-28' }],
    [`]d2010950110153000317280200`, { expiryDate: '2028-02-29' }],
    [`]Q30109501101530003${GS}21S 7`, { serialNumber: 'S 7' }],
    [`${GS}010950110153000321S7${GS}10lot`, { serialNumber: 'S7', lotNumber: 'lot' }],
    ['010950110153000317991231', { expiryDate: '1999-12-31' }],
    ['010950110153000317270230', {}], // no such day
    ['(01)09501101530003(3103)000875', { quantity: 875 }],
    ['(01)09501101530003(3102)000875', { quantity: 8750 }],
    ['(01)09501101530003(3105)000001', {}], // a hundredth of a gram
    ['(01)09501101530003(30)12', { quantity: 12 }],
    ['(01)09501101530003(17)140704(10)', { expiryDate: '2014-07-04' }], // a lot without a number
    // Labels of our own, for products without a GTIN.
    [`]d291CHEESE${GS}92L-1/a${GS}9320310831`, { lotNumber: 'L-1/a', expiryDate: '2031-08-31' }],
    [`91cheese${GS}92L-1${GS}9320310230`, { lotNumber: 'L-1' }], // no such day
    [`010950110153000391NONE${GS}92X`, {}], // what a maker writes there says nothing
  ])('%j is read', async (code, more) => {
    expect(await resolved(code)).toEqual({
      product: { sku: 'CHEESE' },
      unit: 'g',
      ...NOTHING,
      ...more,
    });
  });

  it.each([
    '(01)09501101530004(10)X', // a wrong check digit
    '(01)04006381333931(10)X', // a GTIN that nobody has
    '(10)X',
    '91CHEESE', // no lot: no label of ours, but a code that happens to begin with 91
    'nonsense',
    '',
    ' ',
    '01095011015300',
    `]C1${GS}`,
    '('.repeat(100_000),
  ])('%#: what is unknown or broken is null', async (code) => {
    expect(await resolved(code)).toBeNull();
  });

  it('a line without a unit is of the unit that carries the code', async () => {
    await server.ask(CREATE, {
      input: {
        ...{ sku: 'EGG', name: 'Egg', units: [{ code: 'tray', factor: 30 }] },
        codes: [{ code: 'EGG-TRAY', kind: 'INTERNAL', unit: 'tray' }],
      },
    });
    const receive = async (line: object) => {
      const { receiveStock } = await server.ask(
        `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) {
          batches { intakeQuantity receivedUnit } } }`,
        { input: { locationId: server.shop.location, lines: [line] } },
      );
      return (receiveStock as { batches: object[] }).batches[0];
    };
    const trays = { intakeQuantity: 60, receivedUnit: 'tray' };
    expect(await receive({ productId: 'egg-tray', quantity: 2 })).toEqual(trays);
    expect(await receive({ productId: 'EGG-TRAY', amount: '2' })).toMatchObject({
      intakeQuantity: 60,
    });
    const eggs = { intakeQuantity: 2, receivedUnit: 'unit' };
    expect(await receive({ productId: 'EGG-TRAY', quantity: 2, unit: 'unit' })).toEqual(eggs);
    expect(await receive({ productId: 'EGG', quantity: 2 })).toEqual(eggs);
    const reserve = await server.ask(
      `mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { quantity } }`,
      {
        input: {
          ...{ productId: 'EGG-TRAY', locationId: server.shop.location },
          ...{ quantity: 1, expiresInSeconds: 60 },
        },
      },
    );
    expect(reserve.reserveStock).toEqual({ quantity: 30 });
  });

  it('a SKU that changed still finds the product, here and in a sync; the reason is in the audit log', async () => {
    const CHANGE = `mutation ($sku: String!, $reason: String!) { changeSku(productId: "CHEESE", sku: $sku, reason: $reason) {
      id sku codes { code kind } } }`;
    expect(await server.refused(CHANGE, { sku: 'KAAS', reason: ' ' })).toMatchObject({
      code: 'REASON_MISSING',
    });
    expect(await server.refused(CHANGE, { sku: ' a', reason: 'x' })).toMatchObject({
      code: 'SKU_TAKEN',
      details: { field: 'sku', takenBy: 'A' },
    });
    const { changeSku } = await server.ask(CHANGE, { sku: ' KAAS', reason: 'the Dutch catalogue' });
    expect(changeSku.sku).toBe('KAAS');
    expect(changeSku.codes).toContainEqual({ code: 'CHEESE', kind: 'SKU' });
    const { product } = await server.ask('{ product(sku: "cheese") { sku } }');
    expect(product).toEqual({ sku: 'KAAS' });
    const audited = await server.rows(
      `select before ->> 'sku' as before, after ->> 'sku' as after, after ->> 'sku_reason' as reason, actor
       from inventory.audit_log where entity = 'product' and entity_id = $1 and action = 'UPDATE'`,
      [changeSku.id],
    );
    expect(audited).toEqual([
      { before: 'CHEESE', after: 'KAAS', reason: 'the Dutch catalogue', actor: 'tester' },
    ]);
    const refused = await server.refused(CREATE, { input: { sku: 'Cheese', name: 'x' } });
    expect(refused).toMatchObject({
      code: 'CODE_TAKEN',
      details: { field: 'input.sku', code: 'Cheese', takenBy: 'KAAS', kind: 'SKU' },
    });

    server.reels('old.db', [{ ...reel(1), grade: 'cheese ' }]);
    const id = await server.source({
      name: 'Old',
      path: 'old.db',
      mappings: [{ column: 'grade', target: 'sku' }],
    });
    expect(await server.importing(id)).toMatchObject({ created: 1, errors: 0 });
    expect(
      await server.rows(
        `select p.sku, p.name from inventory.product_mappings m join inventory.products p on p.id = m.product_id`,
      ),
    ).toEqual([{ sku: 'KAAS', name: 'Cheese' }]);
  });

  it('a removed code is free for another product; a SKU is not removed', async () => {
    const REMOVE = `mutation ($code: String!) { removeProductCode(productId: "KAAS", code: $code) { codes { code } } }`;
    const { removeProductCode } = await server.ask(REMOVE, { code: ' big-1' });
    expect(removeProductCode.codes).not.toContainEqual({ code: 'BIG-1' });
    expect(await resolved('BIG-1')).toBeNull();
    expect(await server.ask(REMOVE, { code: 'BIG-1' })).toEqual({ removeProductCode }); // as a retry does
    expect(await server.refused(REMOVE, { code: 'BIG-2' })).toMatchObject({ code: 'CODE_UNKNOWN' });
    expect(await server.refused(REMOVE, { code: 'cheese' })).toMatchObject({
      code: 'PRODUCT_IDENTITY_IMMUTABLE',
    });
    await server.ask(
      'mutation { addProductCode(productId: "A", code: { code: "Big-1", kind: INTERNAL }) { id } }',
    );
    expect(await resolved('BIG-1')).toMatchObject({ product: { sku: 'A' } });
  });

  it('a retired unit is taken by no new document and by no code', async () => {
    const RETIRE =
      'mutation { retireProductUnit(productId: "KAAS", code: " Wheel") { units { code retired } } }';
    const { retireProductUnit } = await server.ask(RETIRE);
    expect(await server.ask(RETIRE)).toEqual({ retireProductUnit }); // as a retry does
    expect(retireProductUnit.units).toEqual([
      { code: 'wheel', retired: true },
      { code: 'g', retired: false },
    ]);
    const RECEIVE = `mutation ($unit: String!) { receiveStock(input: { locationId: "L1",
      lines: [{ productId: "KAAS", quantity: 1, unit: $unit }] }) { id } }`;
    expect(await server.refused(RECEIVE, { unit: 'wheel' })).toMatchObject({
      code: 'UNIT_UNKNOWN',
    });
    await server.ask(RECEIVE, { unit: 'G' });
    expect(
      await server.refused(
        'mutation { addProductCode(productId: "KAAS", code: { code: "W", kind: INTERNAL, unit: "wheel" }) { id } }',
      ),
    ).toMatchObject({ code: 'UNIT_UNKNOWN' });
  });
});
