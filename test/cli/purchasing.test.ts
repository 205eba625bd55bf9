import { writeFileSync } from 'node:fs';
import { openCli, type CliStage } from './ledger';

/** A retail file: one product, sold twice a day from the first of December on, but for the days that are left out. */
function retailFile(days: number, quantity: number | string = 2): string {
  const head = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
  const lines = Array.from({ length: days }, (_, n) => {
    const day = String(n + 1).padStart(2, '0');
    return `5${day},TEA,Tea,${quantity},2010-12-${day} 09:00:00,1.5,1,UK`;
  });
  // What was cancelled says nothing of what was wanted.
  return [head, ...lines, `C599,TEA,Tea,-900,2010-12-01 10:00:00,1.5,1,UK`, ''].join('\n');
}

describe('bincard supplier, order and reorder', () => {
  let stage: CliStage;
  beforeAll(async () => {
    stage = await openCli();
  });
  afterAll(() => stage?.close());

  const refused = async (command: string, ...args: string[]) => {
    const { code, stdout, stderr } = await stage.run(command, ...args);
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };

  it('supplier: makes, lists and changes suppliers', async () => {
    const made = await stage.run('supplier create ACME --lead-time 5', '--name', 'Acme Timber');
    expect(made).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: 'code\tname\tlead time\tactive\nACME\tAcme Timber\t5\ton\n',
    });
    expect((await stage.run('supplier create BARE')).stdout).toContain('BARE\tBARE\t\ton\n');
    const list = await stage.json(0, 'supplier list');
    expect(list).toMatchObject([
      { code: 'ACME', name: 'Acme Timber', leadTimeDays: 5, active: true },
      { code: 'BARE', name: 'BARE', leadTimeDays: null },
      { code: 'S1', leadTimeDays: 3 },
    ]);
    const changed = await stage.run('supplier update acme --lead-time 0 --off --name Acme');
    expect(changed.stdout).toContain('\nACME\tAcme\t0\toff\n');
    expect((await stage.run('supplier update ACME --on')).stdout).toContain('ACME\tAcme\t0\ton\n');
  });

  it('supplier: says what is wrong', async () => {
    expect(await refused('supplier create s1')).toContain(
      'Supplier code s1 is already used by supplier S1',
    );
    expect(await refused('supplier update NONE --off')).toContain('There is no supplier NONE');
    expect(await refused('supplier update S1 --on --off')).toContain('exclude each other');
    expect(await refused('supplier update S1')).toContain('Say what to change');
    expect(await refused('supplier create X --lead-time 1.5')).toContain('a whole number of days');
    expect(await refused('supplier create X --lead-time soon')).toContain('a whole number of days');
    expect(await refused('supplier create X --lead-time 3651')).toContain('0 to 3,650 days');
  });

  it('order: lists lines, of a status, and exits with 1 where something is late', async () => {
    const orders = await stage.json(0, 'order list');
    expect(orders.map((line: { status: string }) => line.status).sort()).toEqual([
      ...['DRAFT', 'ORDERED', 'PARTIALLY_RECEIVED'],
    ]);
    const { stdout } = await stage.run('order --status PARTIALLY_RECEIVED');
    const [head, line, ...more] = stdout.trimEnd().split('\n');
    expect(head).toBe(
      'order\tsupplier\tstatus\tlocation\tproduct\tordered\treceived\tto come\texpected',
    );
    expect(line).toMatch(/^PO-\w+\tS1\tPARTIALLY_RECEIVED\tL1\tW\t10\t4\t6\t\d{4}-\d\d-\d\d$/);
    expect(more).toEqual([]);
    expect(await stage.json(0, 'order --late')).toEqual([]);
    await stage.shop.call('expect_purchase_order', {
      ...{ id: stage.shop.order, expectedOn: '2020-01-01' },
    });
    expect(await stage.json(1, 'order --late')).toMatchObject([{ order_number: 'O-1' }]);
    expect((await stage.run('order --late')).stdout).toContain('\t2020-01-01, late\n');
    // What has come is not late, nor is what is not shown.
    expect((await stage.run('order --status DRAFT')).code).toBe(0);
    expect(await refused('order --status LOST')).toContain('Allowed choices are DRAFT, ORDERED');
  });

  it('reorder list: shows what to buy and the numbers behind it, and exits with 1', async () => {
    expect(await stage.json(0, 'reorder list')).toEqual([]);
    const { shop } = stage;
    const product = await shop.call('create_product', {
      ...{ sku: 'NAIL', name: 'Nail', units: [{ code: 'box', factor: 100 }] },
    });
    await shop.call('set_supplier_product', {
      ...{ supplierId: shop.supplier, productId: product.id, unit: 'box', price: '3' },
    });
    await shop.call('set_stock_policy', {
      ...{ productId: product.id, locationId: shop.location, minimum: 50, maximum: 320 },
    });
    expect(await stage.json(1, 'reorder list')).toMatchObject([
      {
        ...{ sku: 'NAIL', location: 'L1', supplier: 'S1', available: 0, minimum: 50 },
        ...{ suggestedUnits: 3, suggestedQuantity: 300, unit: 'box', unitCost: '0.030000' },
      },
    ]);
    const { code, stdout } = await stage.run('reorder list --location L1');
    expect([code, stdout]).toEqual([
      1,
      'product\tlocation\tavailable\ton order\tin transit\tminimum\ta day\tdays\tto order\tsupplier\n' +
        'NAIL\tL1\t0\t0\t0\t50\t0.00\t\t3 box\tS1\n',
    ]);
    expect((await stage.run('reorder list --location L2')).code).toBe(0);
    expect(await refused('reorder list --location NOWHERE')).toContain(
      'There is no location NOWHERE',
    );
  });

  it('reorder backtest: computes how often a file would have run out, by both averages', async () => {
    const file = stage.file('shop.csv');
    writeFileSync(file, retailFile(20));
    const [moving, exponential] = await stage.json(0, 'reorder backtest', file);
    expect(moving).toMatchObject({
      ...{ method: 'MOVING_AVERAGE', products: 1, leftOut: 0, days: 13, daysWanted: 13 },
      ...{ daysShort: 0, wanted: '26', short: '0', percentShort: '0.00' },
    });
    expect(exponential).toMatchObject({ method: 'EXPONENTIAL', daysShort: 0 });
    // Without a reserve and with a long lead time, it runs out.
    const strict = ['--safety', '0.1', '--lead-time', '6', '--cover', '1'];
    const [short] = await stage.json(0, 'reorder backtest', file, ...strict);
    expect(short.daysShort).toBeGreaterThan(0);
    const { stdout } = await stage.run('reorder backtest', file);
    expect(stdout).toMatch(
      /^average\tproducts\tdays\t.*\nmoving average\t1\t13\t.*\nexponential\t/,
    );
    expect(stdout).toContain('0 products that nobody bought in the warm-up are left out.');
  });

  it('reorder backtest: says what is wrong with a file or an option', async () => {
    const file = stage.file('wrong.csv');
    const given = async (text: string, ...options: string[]) => {
      writeFileSync(file, text);
      return refused('reorder backtest', file, ...options);
    };
    expect(await refused('reorder backtest', stage.file('none.csv'))).toContain('There is no file');
    expect(await given('a,b\n1,2\n')).toContain('Not a retail file');
    expect(await given(retailFile(7))).toContain(
      'The sales of the file are of 7 days, and the warm-up takes 7: give a longer file, or a shorter --warm-up',
    );
    expect(await given(retailFile(0))).toContain('The file has no sales');
    expect(await given(retailFile(20, 1_000_000_000_001))).toContain(
      'Product TEA: 1000000000001 sold at once are more than 1000000000000',
    );
    for (const [option, value, limits] of [
      ['--lead-time', '-1', 'from 0 to 365'],
      ['--window', '0', 'from 1 to 365'],
      ['--window', '1.5', 'from 1 to 365'],
      ['--smoothing', '2', 'from 0 to 1'],
      ['--safety', 'much', 'from 0 to 10'],
    ] as const) {
      expect(await given(retailFile(20), option, value)).toContain(
        `${option} takes a number ${limits}`,
      );
    }
  });
});
