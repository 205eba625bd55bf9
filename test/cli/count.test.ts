import { addDays } from '../support/days';
import { openCli, type CliStage } from './ledger';

describe('count', () => {
  let cli: CliStage;
  beforeAll(async () => {
    cli = await openCli();
  });
  afterAll(() => cli?.close());

  it('prints the plans and sets one', async () => {
    const { code, stdout } = await cli.run('count plan a', '--every', '14', '--tolerance', '2');
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.split('\t'))).toEqual(
      expect.arrayContaining([
        ['A', '14', '2 %'],
        ['C', '365', '0 %'],
      ]),
    );
    expect(await cli.run('count plan d', '--every', '14')).toMatchObject({ code: 2 });
    expect(await cli.run('count plan A')).toMatchObject({ code: 2 });
    expect(await cli.run('count plan', '--every', '14')).toMatchObject({ code: 2 });
    expect((await cli.run('count plan A', '--every', '0')).stderr).toContain('1 to 3,660 days');
  });

  it('lists what is due, exits with 1 for it, and starts a blind count of it', async () => {
    const far = ['--at', '2100-01-01', '--location', 'L1'];
    const { code, stdout } = await cli.run('count due', ...far, '--json');
    expect(code).toBe(1);
    const found = JSON.parse(stdout) as { sku: string; location: string; stockCountId: string }[];
    expect(found.map(({ location }) => location)).toContain('L1');
    expect((await cli.run('count due', ...far)).stdout).toContain('never');
    expect(await cli.run('count due', '--location', 'L1', '--at', '2020-01-01')).toMatchObject({
      code: 0,
    });

    const [first] = found;
    await cli.run('count class', first!.sku, 'B');
    const again = await cli.run('count due', ...far, '--class', 'B', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject([{ sku: first!.sku, classByManager: true }]);

    const { shop } = cli;
    const product = await shop.call<{ id: string }>('create_product', { sku: 'DUE', name: 'Due' });
    await shop.call('receive_stock', {
      ...{ locationId: shop.location, businessDate: addDays(shop.today, -366) },
      lines: [{ productId: product.id, quantity: 1 }],
    });
    expect(await cli.run('count due', '--start')).toMatchObject({ code: 2 });
    const started = await cli.json(0, 'count due', '--location', 'L1', '--start');
    const { rows } = await cli.database.pools.super.query(
      `select c.blind, l.product_id as product from inventory.stock_counts c
       join inventory.stock_count_lines l on l.stock_count_id = c.id where c.id = $1`,
      [started.stockCountId],
    );
    expect(rows).toEqual([{ blind: true, product: product.id }]);
    expect((await cli.run('count due', '--location', 'L1', '--start')).stdout).toContain(
      'Nothing is due there.',
    );
  });
});
