import type { Pool } from 'pg';
import { signToken } from '../src/auth/token';
import { bytesOfTables, bytesPerRow } from './support/bytes';
import { makeHistory } from './support/history';
import { httpClient } from './support/http-client';
import { median } from './support/rounds';
import { isQuiet, loadAverage, whenQuiet } from './support/machine';
import { checks, exported, readLedger, type Ledger } from './support/scale-ledger';
import { BENCH_SECRET, serveSide, type ServerProcess } from './support/server-process';
import { rounded, timed } from './support/timed';

const LOCATIONS = 4;
const DAYS = 365;
const REPEATS = 5;
const SALES = 500;
/** Millions of movements, and the places that they are spread over: more movements, then more places. */
const SIZES = (process.env['BENCH_SIZES'] ?? '1x20000,1x80000,10x80000').split(',').map((size) => {
  const [millions, places] = size.split('x').map(Number) as [number, number];
  return { size, places, rounds: Math.round((millions * 1e6) / places) };
});

const SALE = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`;
const READS = {
  productPage: `{ products(first: 50) { nodes { id sku stock { location { code } onHand available } } } }`,
  binCardPage: `query ($product: ID!) { binCard(productId: $product, first: 50) {
    opening closing entries { nodes { balance movement { kind quantity recordedAt } } } } }`,
  binCardLastDay: `query ($product: ID!, $today: LocalDate!) { binCard(productId: $product, from: $today, first: 50) {
    opening closing entries { nodes { balance movement { kind quantity recordedAt } } } } }`,
  movementsPage: `{ movements(first: 50) { nodes { id kind quantity } pageInfo { hasNextPage } } }`,
  movementsCounted: `{ movements(first: 50) { totalCount nodes { id kind quantity } } }`,
  feedPage: `{ movementsSince(limit: 500) { cursor movements { id } } }`,
  stockAuditPage: `query ($from: LocalDate!, $today: LocalDate!) {
    stockAuditPage(from: $from, to: $today, groupBy: PRODUCT, first: 50) { nodes { key opening sales closing } } }`,
  stockAuditOfAllDays: `query ($first: LocalDate!, $today: LocalDate!) {
    stockAuditPage(from: $first, to: $today, groupBy: PRODUCT, first: 50) { nodes { key opening sales closing } } }`,
  dailyStockPage: `query ($from: LocalDate!, $today: LocalDate!) {
    dailyStock(from: $from, to: $today, first: 50) { nodes { businessDate opening closing } } }`,
  dailyStockOfProduct: `query ($product: ID!, $first: LocalDate!, $today: LocalDate!) {
    dailyStock(productId: $product, from: $first, to: $today, first: 50) { nodes { businessDate opening closing } } }`,
};

/**
 * How each operation grows with movements, places and days, each size in a tenant of its own, in which every place moves
 * every day until today. What a caller gets by the API, and the statements of verification and comparison, read to the end.
 */
export async function benchScale(
  databaseUrl: string,
  owner: Pool,
  app: Pool,
): Promise<Record<string, unknown>> {
  const histories: { size: string; tenantId: string; bytes: unknown }[] = [];
  for (const { size, places, rounds } of SIZES) {
    const begin = performance.now();
    const bytesBefore = await bytesOfTables(owner);
    const products = Math.round(places / LOCATIONS);
    const history = { products, locations: LOCATIONS, rounds, days: DAYS };
    const tenantId = await makeHistory(owner, history);
    histories.push({ size, tenantId, bytes: await bytesPerRow(owner, bytesBefore, tenantId) });
    const seconds = Math.round((performance.now() - begin) / 1000);
    console.error(`${size}: ${rounds * places} movements made in ${seconds} s`);
  }
  const results: Record<string, unknown> = {};
  let quiet = true;
  for (const { size, tenantId, bytes } of histories) {
    await whenQuiet();
    quiet &&= isQuiet();
    const loadBefore = loadAverage();
    const server = await serveSide('api', databaseUrl, tenantId);
    try {
      const ledger = await readLedger(owner, tenantId);
      results[size] = { loadBefore, bytes, ...(await measure(server, app, ledger)) };
      console.error(JSON.stringify(results[size]));
    } finally {
      server.stop();
    }
  }
  return { quiet, locations: LOCATIONS, ...results };
}

async function measure(server: ServerProcess, app: Pool, ledger: Ledger) {
  const secret = new TextEncoder().encode(BENCH_SECRET);
  const { tenantId, products, locations, first, from, today } = ledger;
  const token = await signToken({ tenantId, actor: 'bench', role: 'admin' }, secret);
  const post = httpClient(server.url, token, 1);
  const request = (query: string, variables: object) =>
    timed(async () => JSON.parse(await post(JSON.stringify({ query, variables }))) as unknown);

  const milliseconds: Record<string, number> = {};
  const sales: number[] = [];
  for (let n = 0; n < SALES; n++) {
    const lines = [{ productId: products[n % products.length], quantity: 1 }];
    sales.push(await request(SALE, { input: { locationId: locations[0], lines } }));
  }
  milliseconds['sale'] = rounded(median(sales));
  for (const [name, query] of Object.entries(READS)) {
    const times: number[] = [];
    for (let n = 0; n < REPEATS; n++) {
      times.push(await request(query, { product: products[n], first, from, today }));
    }
    milliseconds[name] = rounded(median(times));
  }
  const client = await app.connect();
  try {
    return {
      milliseconds,
      ...(await checks(client, ledger)),
      export: await exported(server, token),
    };
  } finally {
    client.release(true);
  }
}
