import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { packageRoot } from '../../../src/database/sql-files';
import { freePort } from '../../../src/postgres/embedded-server';
import type { Stage } from './stage';
import { Tour } from './tour';
import { Visitor } from './visitor';

const TSC = path.join(packageRoot, 'node_modules/typescript-7/bin/tsc');
const STOCK = 'query { product(sku: "BC101") { sku stock(locationId: "SHOP") { available } } }';

/** A frontend developer: from an empty folder to a page that sells and follows what others sell. */
export async function frontendDeveloper(stage: Stage, browser: Browser): Promise<Tour> {
  const tour = new Tour('docs/clients.md', 'examples/shop-page/README.md');
  const port = await freePort();
  stage.install(tour);
  await stage.start(tour, { BINCARD_CORS_ORIGINS: `http://localhost:${port}` });
  const url = `${stage.base}/graphql`;
  const curl = tour.block('README.md', 'nodes { sku name available }');
  const asked = await stage.type(tour, curl.replaceAll('http://127.0.0.1:4000/graphql', url));
  expect(JSON.parse(asked)).toMatchObject({ data: { products: { nodes: [{}, {}, {}] } } });

  const link = await stage.type(tour, 'npx bincard setup-link');
  const person = await Visitor.at(tour, browser, link.trim());
  await person.becomes('ada@shop.example', true);
  await person.open(url);
  await person.see('#who', 'ada@shop.example, admin of demo');
  await person.ask(STOCK, '"available"');
  const available = Number(/"available":\s*(\d+)/.exec(await person.textOf('.result-window'))![1]);
  await person.close();

  await stage.type(tour, 'npx bincard schema > schema.graphql');
  expect(readFileSync(path.join(stage.folder, 'schema.graphql'), 'utf8')).toContain('type Query');
  const token = (await stage.type(tour, 'npx bincard token create web --role clerk')).trim();
  const sold = await programOf(tour, stage, url, token);
  expect(await sold(1)).toBe('');
  expect(await sold(100_000)).toBe(`Only ${available - 1} left\n`);

  const page = path.join(packageRoot, 'examples/shop-page/serve.mjs');
  tour.step(`node examples/shop-page/serve.mjs ${port}`);
  const pages = spawn(process.execPath, [page, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise((resolve) => pages.stdout.once('data', resolve));
    const shop = await Visitor.at(tour, browser, `http://localhost:${port}`);
    await shop.fill('url', url);
    await shop.fill('token', token);
    await shop.press('Open the shop');
    const shows = (count: number) => shop.see('tr', `(BC101)${count}Buy`);
    await shows(available - 1);
    await shop.press('Buy', 'tr:has-text("(BC101)")');
    await shop.see('#said', 'Sold. Thank you!');
    await shows(available - 2);
    expect(await sold(1)).toBe(''); // by somebody else
    await shows(available - 3);
    await shop.close();
  } finally {
    pages.kill();
  }
  return tour;
}

/** The program of the page about the client, installed and compiled as it says: sells, and returns what it shows. */
async function programOf(tour: Tour, stage: Stage, url: string, token: string) {
  const page = 'docs/clients.md';
  const install = tour.block(page, 'npm pack').trim().split('\n');
  await stage.type(tour, install[0]!);
  tour.step(install[1]!);
  const needs = ['graphql', 'gql.tada', 'graphql-ws', '@types/node'];
  stage.installBeside('bincard-client-0.1.0.tgz', '@bincard/client', needs);
  const text = [
    tour.block(page, "from '@bincard/client'").replace('https://stock.example/graphql', url),
    tour.block(page, 'if (!outcome.ok) {'),
  ].join('\n');
  const given = `const token = process.env['TOKEN']!;\nconst show = console.log;\n`;
  tour.step('save both examples as sell.mts');
  writeFileSync(path.join(stage.folder, 'sell.mts'), `${text.replace(/(?<=client';\n)/, given)}`);
  const options = '--module nodenext --target es2022 --strict --skipLibCheck --types node';
  tour.step('npx tsc sell.mts');
  await stage.type(new Tour(), `'${process.execPath}' '${TSC}' ${options} sell.mts`);
  return (quantity: number) =>
    stage.type(
      tour,
      `sed 's/quantity: 1 /quantity: ${quantity} /' sell.mjs > run.mjs && TOKEN=${token} node run.mjs`,
    );
}
