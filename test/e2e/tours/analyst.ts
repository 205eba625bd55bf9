import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { packageRoot } from '../../../src/database/sql-files';
import type { Stage } from './stage';
import { Tour } from './tour';

const YEARS = 'from=2000-01-01&to=2999-12-31';

/** An analyst: the figures as files, and the questions of the page about reports in SQL. */
export async function analyst(stage: Stage): Promise<Tour> {
  const tour = new Tour('docs/reports.md', 'docs/reporting.md', 'docs/operations.md');
  const type = (command: string, code = 0) => stage.type(tour, command, code);
  stage.install(tour);
  await stage.start(tour);
  const file = (name: string) => readFileSync(path.join(stage.folder, name));

  await type('npx bincard export sales --format parquet --output sales.parquet');
  const sales = await parquetReadObjects({ file: new Uint8Array(file('sales.parquet')).buffer });
  const sold = sales
    .filter(({ status }) => status !== 'VOIDED')
    .map((sale) => sale as { quantity: bigint; refunded_quantity: bigint })
    .reduce((sum, sale) => sum + sale.quantity - sale.refunded_quantity, 0n);
  expect(sold > 100n).toBe(true);
  await type('npx bincard export stock --bom --output stock.csv');
  expect(file('stock.csv').toString()).toMatch(/^\ufeffproduct_id,sku,product_name,/);
  const lines = await type('npx bincard export products --format ndjson --status ACTIVE');
  expect(JSON.parse(lines.split('\n')[0]!)).toMatchObject({ status: 'ACTIVE' });

  const month = tour.block('docs/reports.md', 'stock-audit.csv').trim();
  const audit = await type(
    month.replace('http://127.0.0.1:4000', stage.base).replace(/from=[\d-]+&to=[\d-]+/, YEARS),
  );
  expect(audit).toContain('sku,location,business_date,opening');

  const url = (await type('npx bincard reporting create-login metabase --tenant demo')).trim();
  const page = readFileSync(path.join(packageRoot, 'docs/reporting.md'), 'utf8');
  const questions = [...page.matchAll(/```sql\n([^]*?)```/g)].map(([, text]) => text!);
  for (const [at, question] of questions.entries()) {
    const text = question
      .replace(/\$__timeFilter\((\w+)\)/, '$1 is not null')
      .replace("'MUG'", "'BC101'");
    writeFileSync(path.join(stage.folder, `question-${at}.sql`), text);
    const answer = await type(`psql '${url}' --csv -v ON_ERROR_STOP=1 -f question-${at}.sql`);
    expect(answer.split('\n').length).toBeGreaterThan(2);
  }
  const sum = `select sum(quantity - refunded_quantity) from sales where status <> 'VOIDED'`;
  expect(BigInt(await type(`psql '${url}' -At -c "${sum}"`))).toBe(sold);
  await type(`psql '${url}' -c 'select from inventory.sales'`, 1); // of its tenant's views alone

  const products = await type(`npx bincard psql -- -At -c "select count(*) from products"`);
  expect(Number(products)).toBeGreaterThan(5);
  expect(await type(`psql "$(npx bincard url)" -At -c 'select 1'`)).toBe('1\n');
  expect(await type('npx bincard audit --from 2000-01-01 --to 2999-12-31')).toContain('BC101');
  expect(await type('npx bincard reporting list')).toContain('metabase\tdemo');
  await type('npx bincard reporting drop metabase');
  return tour;
}
