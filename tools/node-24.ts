import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installPacked, pack } from '../test/support/packed-package';
import { runServer } from '../test/support/running-server';

// `npm run test:node24`: packs the package, starts it on Node 24 and makes one sale. Node comes from npm as the
// package of this machine's own binaries, which runs no script when it is installed.

const NODE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@24.9.0`;

const MAIN = 'dist/src/cli/main.js';

const CREATE = `mutation ($location: CreateLocationInput!, $product: CreateProductInput!) {
  createLocation(input: $location) { id } createProduct(input: $product) { id } }`;
const RECEIVE = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`;
const SELL = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { status } }`;
const ON_HAND = `query ($id: ID!) { product(id: $id) { onHand } }`;

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-node-24-'));
  const dataDir = path.join(folder, 'data');
  chmodSync(folder, 0o755); // as root the embedded server runs as another account
  mkdirSync(dataDir);
  try {
    const node = nodeBinary();
    const server = await runServer(dataDir, {
      node,
      main: path.join(installPacked(pack(folder), folder), MAIN),
    });
    const sold = sellOne(server.url, server.token);
    const code = await sold.catch(() => undefined).then(() => server.end('SIGINT'));
    await sold;
    if (code !== 0) throw new Error(`bincard start ended with ${code}`);
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    console.log(`the package starts on Node ${version}, sells and stops`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function nodeBinary(): string {
  if (process.version.startsWith('v24.')) return process.execPath;
  const args = ['exec', '--yes', `--package=${NODE}`, '--', 'node', '-p', 'process.execPath'];
  return execFileSync('npm', args, { cwd: os.tmpdir(), encoding: 'utf8' }).trim();
}

async function sellOne(url: string, token: string): Promise<void> {
  const ask = async <Data>(query: string, variables: object): Promise<Data> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const { createLocation, createProduct } = await ask<Record<string, { id: string }>>(CREATE, {
    location: { code: 'NODE-24', name: 'Node 24', kind: 'STOREFRONT' },
    product: { sku: 'NODE-24', name: 'Node 24' },
  });
  const [locationId, productId] = [createLocation!.id, createProduct!.id];
  const received = { productId, batchNumber: '1', quantity: 5 };
  await ask(RECEIVE, { input: { locationId, lines: [received] } });
  await ask(SELL, { input: { locationId, lines: [{ productId, quantity: 2 }] } });
  const { product } = await ask<{ product: { onHand: number } }>(ON_HAND, { id: productId });
  if (product.onHand !== 3) throw new Error(`5 - 2 is ${product.onHand}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
