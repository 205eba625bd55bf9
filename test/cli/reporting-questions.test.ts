import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { packageRoot } from '../../src/database/sql-files';
import { bincard } from './bincard';
import { openCli, type CliStage } from './ledger';

// The questions of docs/reporting.md, asked with a reporting login.

const QUESTIONS = [
  ...readFileSync(path.join(packageRoot, 'docs/reporting.md'), 'utf8').matchAll(
    /```sql\n([^]*?)```/g,
  ),
].map(([, text]) => text!);

/** Grafana's macro. */
const asGrafanaSends = (text: string) =>
  text.replace(
    /\$__timeFilter\((\w+)\)/g,
    `$1 between '2000-01-01T00:00:00Z' and '2999-01-01T00:00:00Z'`,
  );

describe('the questions of docs/reporting.md', () => {
  const name = `questions_${randomBytes(4).toString('hex')}`;
  let cli: CliStage;
  let client: Client;

  beforeAll(async () => {
    cli = await openCli();
    const { call, location, product } = cli.shop;
    await call('create_product', { sku: 'MUG', name: 'Mug', reorderPoint: 5 }).then(({ id }) =>
      call('receive_stock', {
        ...{ locationId: location, supplier: 'Potter' },
        lines: [{ productId: id, quantity: 2, unitCost: '3.5', expiryDate: inDays(20) }],
      }),
    );
    await cli.sell(1);
    expect(product).toBeDefined();
    const made = await bincard(['reporting', 'create-login', name, '--tenant', 'shop'], {
      DATABASE_URL: cli.database.url,
    });
    client = new Client({ connectionString: made.stdout.trim() });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await cli?.database.pools.super.query(`drop role if exists ${name}`);
    await cli?.close();
  });
  const inDays = (days: number) => {
    const day = new Date(`${cli.shop.today}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + days);
    return day.toISOString().slice(0, 10);
  };

  it('are at least one for each tool', () => {
    expect(QUESTIONS.length).toBeGreaterThanOrEqual(5);
  });

  it.each(QUESTIONS)('%s', async (text) => {
    const { rows } = await client.query<Record<string, unknown>>(asGrafanaSends(text));
    expect(rows.length).toBeGreaterThan(0);
  });

  it('are answered with the figures', async () => {
    const answer = async (place: number) =>
      (await client.query<Record<string, unknown>>(asGrafanaSends(QUESTIONS[place]!))).rows;
    expect(await answer(0)).toEqual([
      expect.objectContaining({ sku: 'MUG', available: '2', reorder_point: '5' }),
    ]);
    expect(await answer(1)).toEqual([
      expect.objectContaining({ sku: 'MUG', quantity: '2', cost: '7.000000' }),
    ]);
    const sold = await answer(3);
    expect(sold[0]).toMatchObject({ sku: 'A', units: '4', sales: '2' });
  });
});
