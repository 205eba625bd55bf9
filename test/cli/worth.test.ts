import { readFileSync } from 'node:fs';
import { addDays } from '../support/days';
import { openCli, type CliStage } from './ledger';

describe('bincard value and margin', () => {
  let cli: CliStage;
  let product: string;
  beforeAll(async () => {
    cli = await openCli();
    const { today, location, call } = cli.shop;
    ({ id: product } = await call('create_product', { sku: 'COIN', name: 'Coin' }));
    const lines = [{ productId: product, batchNumber: 'C1', quantity: 10, unitCost: '1.005' }];
    await call('receive_stock', { locationId: location, businessDate: addDays(today, -3), lines });
    await call('record_sale', {
      ...{ locationId: location, businessDate: addDays(today, -2) },
      lines: [{ productId: product, quantity: 4, unitPrice: '2.5' }],
    });
  });
  afterAll(() => cli?.close());

  const coin = ['--product', 'coin'];

  it('say what stock was worth at the end of a day', async () => {
    const { today } = cli.shop;
    expect(await cli.json(0, 'value', ...coin, '--group-by', 'PRODUCT_AND_LOCATION')).toEqual({
      ...{ tenant: 'shop', at: today, currency: null, quantity: 6, value: '6.03', withoutCost: 0 },
      ...{ inTransitValue: '0.00', inTransitWithoutCost: 0 },
      lines: [{ product: 'COIN', location: 'L1', quantity: 6, value: '6.03', withoutCost: 0 }],
    });
    const earlier = await cli.run('value', ...coin, '--at', addDays(today, -3));
    expect(earlier).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: `product\tquantity\tvalue\twithoutCost\nCOIN\t10\t10.05\t0\n${addDays(today, -3)}: 10.05; on the way 0.00\n`,
    });
    expect((await cli.run('value', ...coin, '--group-by', 'BATCH', '--csv')).stdout).toBe(
      'product,batch,quantity,value,withoutCost\r\n"COIN","C1",6,"6.03",0\r\n',
    );
    const { stdout } = await cli.run('value', '--product', 'A'); // of which nobody said what it cost
    expect(stdout).toMatch(/^A\t(\d+)\t0\.00\t\1$/m);
    expect(stdout).toMatch(/; without a cost \d+ on hand/);
    const [tomorrow, overmorrow] = [addDays(today, 1), addDays(today, 2)];
    for (const command of ['value', 'export stock-value']) {
      expect(await cli.run(command, '--at', overmorrow)).toMatchObject({
        ...{ code: 2, stdout: '' },
        stderr: expect.stringMatching(
          `${overmorrow} has not come yet: at the tenant it is (${today}|${tomorrow}).`,
        ) as string,
      });
    }
    for (const wrong of [
      ['--at', '2026-02-30'],
      ['--group-by', 'X'],
      ['--csv', '--json'],
    ]) {
      expect(await cli.run('value', ...wrong)).toMatchObject({ code: 2, stdout: '' });
    }
  });

  it('say what goods sold in a period had cost and brought', async () => {
    const { today } = cli.shop;
    const period = ['--from', addDays(today, -2), '--to', addDays(today, -2)];
    const line = { product: 'COIN', quantity: 4, cost: '4.02', revenue: '10.00', margin: '5.98' };
    expect((await cli.json(0, 'margin', ...period)).lines).toEqual([
      { ...line, withoutCost: 0, withoutPrice: 0 },
    ]);
    expect((await cli.run('margin', ...period, '--location', 'l1', '--csv')).stdout).toBe(
      'product,quantity,cost,revenue,margin,withoutCost,withoutPrice\r\n"COIN",4,"4.02","10.00","5.98",0,0\r\n',
    );
    const wrong = ['--from', today, '--to', addDays(today, -2)];
    expect(await cli.run('margin', ...wrong)).toMatchObject({
      ...{ code: 2, stdout: '', stderr: expect.stringContaining('--from must not be after --to') },
    });
  });

  it('can be exported, by product and place, by day, and by product', async () => {
    const { today } = cli.shop;
    const read = async (name: string, ...more: string[]) => {
      const file = cli.file(`${name}.ndjson`);
      expect(
        await cli.run(`export ${name}`, ...more, '--format', 'ndjson', '--output', file),
      ).toEqual({ code: 0, stdout: '', stderr: '' });
      const lines = readFileSync(file, 'utf8').trim().split('\n');
      return lines
        .map((text) => JSON.parse(text) as Record<string, unknown>)
        .filter(({ sku }) => sku === 'COIN');
    };
    expect(await read('stock-value', '--at', addDays(today, -3))).toMatchObject([
      { location: 'L1', quantity: 10, value: '10.05', quantity_without_cost: 0 },
    ]);
    expect(await read('daily-value', ...coin)).toMatchObject([
      { business_date: addDays(today, -3), quantity: 10, purchases_value: '10.050000' },
      {
        ...{ business_date: addDays(today, -2), value: '6.030000', cost_of_sales: '4.020000' },
        ...{ sold_quantity: 4, revenue: '10.000000' },
      },
    ]);
    expect(await read('margins', '--from', addDays(today, -9), '--to', today)).toMatchObject([
      { quantity: 4, cost: '4.02', revenue: '10.00', margin: '5.98' },
    ]);
  });

  it('write a loss to CSV as a number, which is no formula', async () => {
    const { today, location, call } = cli.shop;
    const lines = [{ productId: product, quantity: 1, unitPrice: '0.5' }];
    await call('record_sale', { locationId: location, lines });
    expect((await cli.run('margin', '--from', today, '--to', today, '--csv')).stdout).toContain(
      '"COIN",1,"1.01","0.50","-0.51",0,0\r\n',
    );
  });
});
