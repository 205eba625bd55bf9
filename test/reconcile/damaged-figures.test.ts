import { openDamagedShop, type DamagedShop, type Found } from './damaged-shop';

describe('damaged stock figures', () => {
  let shop: DamagedShop;

  beforeAll(async () => {
    shop = await openDamagedShop();
  });
  afterAll(() => shop?.close());

  const brief = (found: Found[]) =>
    found.map(({ kind, subject, expected, actual }) => [kind, subject, expected, actual].join(' '));

  /** What is damaged, by which SQL, and what compareStock reports. */
  const CASES: [string, (product: string, batch: string) => string, string[]][] = [
    [
      'a batch quantity that is too high (the sum of batches too)',
      (_, b) => `update inventory.batch_stock set quantity = quantity + 5 where batch_id = '${b}'`,
      ['LEDGER_MISMATCH batch_stock.quantity 90 95', 'BATCH_MISMATCH stock_levels.on_hand 95 90'],
    ],
    [
      'a batch quantity that is too low',
      (_, b) => `update inventory.batch_stock set quantity = quantity - 5 where batch_id = '${b}'`,
      ['LEDGER_MISMATCH batch_stock.quantity 90 85', 'BATCH_MISMATCH stock_levels.on_hand 85 90'],
    ],
    [
      'a sum by kind of movement',
      (_, b) => `update inventory.batch_stock set sold_quantity = 11 where batch_id = '${b}'`,
      ['LEDGER_MISMATCH batch_stock.sold_quantity 10 11'],
    ],
    [
      'the head hash of a chain',
      (_, b) => `update inventory.batch_stock set head_hash = 'x' where batch_id = '${b}'`,
      ['LEDGER_MISMATCH batch_stock.head_hash 2 0'],
    ],
    [
      "a chain's last date",
      (_, b) =>
        `update inventory.batch_stock set last_business_date = '2000-01-01' where batch_id = '${b}'`,
      ['LEDGER_MISMATCH batch_stock.last_business_date 2 0'],
    ],
    [
      'a stock level',
      (p) => `update inventory.stock_levels set on_hand = 91 where product_id = '${p}'`,
      ['BATCH_MISMATCH stock_levels.on_hand 90 91'],
    ],
    [
      'a reserved quantity',
      (p) => `update inventory.stock_levels set reserved = 3 where product_id = '${p}'`,
      ['BATCH_MISMATCH stock_levels.reserved 0 3'],
    ],
    [
      'a missing batch row',
      (_, b) => `delete from inventory.batch_stock where batch_id = '${b}'`,
      ['LEDGER_MISMATCH batch_stock.quantity 90 0', 'BATCH_MISMATCH stock_levels.on_hand 0 90'],
    ],
    [
      'a surplus batch row',
      (p, b) =>
        `insert into inventory.batch_stock (tenant_id, batch_id, location_id, product_id, received_at, quantity, in_stock, last_business_date, head_hash)
         select tenant_id, batch_id, (select id from inventory.locations where code = 'COW-LANE'), product_id, received_at, 4, true, last_business_date, ''
         from inventory.batch_stock where batch_id = '${b}' and product_id = '${p}'`,
      ['LEDGER_MISMATCH batch_stock.quantity 0 4', 'BATCH_MISMATCH stock_levels.on_hand 4 0'],
    ],
    [
      'a daily figure',
      (p) =>
        `update inventory.daily_stock set sales = sales - 1, closing = closing - 1 where product_id = '${p}'`,
      ['LEDGER_MISMATCH daily_stock.sales -10 -11'],
    ],
    [
      'a missing day',
      (p) => `delete from inventory.daily_stock where product_id = '${p}'`,
      [
        'LEDGER_MISMATCH daily_stock.purchases 100 0',
        'LEDGER_MISMATCH daily_stock.without_cost 90 0',
      ],
    ],
    [
      'what stock was worth',
      (p) =>
        `update inventory.daily_stock set purchases_value = purchases_value + 0.001 where product_id = '${p}'`,
      ['LEDGER_MISMATCH daily_stock.purchases_value 0 1'],
    ],
    [
      'what sales brought',
      (p) => `update inventory.daily_stock set revenue = 12.5 where product_id = '${p}'`,
      ['LEDGER_MISMATCH daily_stock.revenue 0 1250'],
    ],
    [
      'how much has no price',
      (p) => `update inventory.daily_stock set sold_without_price = 0 where product_id = '${p}'`,
      ['LEDGER_MISMATCH daily_stock.sold_without_price 10 0'],
    ],
    [
      'a cost that nobody entered',
      (p) =>
        `insert into inventory.daily_costs (tenant_id, product_id, location_id, business_date, purchases_value, sales_value, adjustments_value, transfers_value)
         select tenant_id, product_id, location_id, business_date + 3, 4, -1, 0, 0 from inventory.daily_stock where product_id = '${p}'`,
      ['LEDGER_MISMATCH daily_costs.purchases_value 0 400'],
    ],
    [
      'what a unit of a batch has cost',
      (_, b) => `update inventory.batch_stock set unit_value = 0.5 where batch_id = '${b}'`,
      ['LEDGER_MISMATCH batch_stock.unit_value 0 500000'],
    ],
  ];

  it.each(CASES)('%s is found with its cause, and repaired', async (_, sql, found) => {
    expect(await shop.compare()).toEqual([]);
    await shop.damage(sql(shop.damagedProduct, shop.damagedBatch));
    const seen = await shop.compare();
    expect(brief(seen)).toEqual(found);
    expect(seen[0]!.cause).toMatch(/by mallory at /);
    const run = await shop.fix();
    expect(run.discrepancies[0]).toMatchObject({ fix: 'APPLIED', note: null });
    // Discrepancies that the first fix has removed are STALE; they are not fixed twice.
    expect(run.discrepancies.slice(1).map((line: { fix: string }) => line.fix)).toEqual(
      found.slice(1).map(() => 'STALE'),
    );
    expect(await shop.compare()).toEqual([]);
    const { auditLog } = await shop.ask(
      '{ auditLog(action: "RECONCILED", first: 500) { nodes { entity before after metadata } } }',
    );
    expect(auditLog.nodes.at(-1)).toMatchObject({
      entity: seen[0]!.subject.split('.')[0],
      metadata: {
        runId: run.id,
        trigger: 'MANUAL',
        difference: seen[0]!.actual - seen[0]!.expected,
      },
    });
  });

  it('a dry run only plans the repairs, and applying its run twice repairs once', async () => {
    await shop.damage(
      `update inventory.stock_levels set on_hand = 80 where product_id = '${shop.damagedProduct}' and on_hand = 90`,
    );
    const { reconcile } = await shop.ask(
      'mutation { reconcile { id dryRun appliedCount discrepancies { fix expected actual } } }',
    );
    expect(reconcile).toMatchObject({
      ...{
        dryRun: true,
        appliedCount: 0,
        discrepancies: [{ fix: 'PLANNED', expected: 90, actual: 80 }],
      },
    });
    expect(await shop.compare()).toHaveLength(1);
    const APPLY =
      'mutation ($id: ID!) { applyReconciliation(runId: $id) { appliedCount discrepancies { fix } } }';
    const applied = { appliedCount: 1, discrepancies: [{ fix: 'APPLIED' }] };
    expect((await shop.ask(APPLY, { id: reconcile.id })).applyReconciliation).toEqual(applied);
    expect((await shop.ask(APPLY, { id: reconcile.id })).applyReconciliation).toEqual(applied);
    expect(await shop.compare()).toEqual([]);
  });

  it('a figure that has moved since is STALE and not repaired', async () => {
    await shop.damage(
      `update inventory.stock_levels set on_hand = 80 where product_id = '${shop.damagedProduct}' and on_hand = 90`,
    );
    const { reconcile } = await shop.ask('mutation { reconcile { id } }');
    const sale = await shop.sell(shop.adenta, [{ productId: shop.damagedProduct, quantity: 1 }]);
    const { applyReconciliation } = await shop.ask(
      'mutation ($id: ID!) { applyReconciliation(runId: $id) { appliedCount discrepancies { fix note } } }',
      { id: reconcile.id },
    );
    expect(applyReconciliation).toEqual({
      ...{
        appliedCount: 0,
        discrepancies: [{ fix: 'STALE', note: 'It moved since: expected 89, actual 79 now' }],
      },
    });
    await shop.ask('mutation ($id: ID!) { voidSale(id: $id, reason: "test") { id } }', {
      id: sale.id,
    });
    expect((await shop.fix()).appliedCount).toBe(1);
    expect(await shop.compare()).toEqual([]);
  });
});
