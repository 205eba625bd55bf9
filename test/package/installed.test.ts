import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';
import { packageRoot } from '../../src/database/sql-files';
import { installPacked, pack, releasedPackages } from '../support/packed-package';
import { contentOf, Installation, tablesOf, type Tables } from './installation';

// The package without a checkout: installed into an empty folder from the file that `npm pack` makes, started as README says,
// and upgraded. The older one is the last release (test/package/releases); as long as there is none, it is this version.

const README = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');

/** The commands of a block of README that has this text in it, for a server at a URL. */
function pasted(having: string, url: string): string {
  const blocks = [...README.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, , block]) => block!);
  const [block, ...more] = blocks.filter((each) => each.includes(having));
  if (!block || more.length > 0) throw new Error(`README has no such block, or several: ${having}`);
  return block.replaceAll('http://127.0.0.1:4000/graphql', url);
}

/** Makes an unpacked package a later version: it has another migration, and a file of db/order.txt has changed. */
function makeLater(unpacked: string, version: string): void {
  const manifest = path.join(unpacked, 'package.json');
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, text.replace(/"version": ".*"/, `"version": "${version}"`));
  appendFileSync(path.join(unpacked, 'db/functions/definitions.sql'), '\n-- later\n');
  writeFileSync(
    path.join(unpacked, 'db/migrations/later.sql'),
    `select inventory.migration_assert('every product has a tenant', 'select from inventory.products p where p.tenant_id is null');`,
  );
  appendFileSync(
    path.join(unpacked, 'dist/db/migrations/index.js'),
    `
     const { SqlMigration } = require('./sql-migration');
     exports.MIGRATIONS = [...exports.MIGRATIONS, class Later1900000000001 extends SqlMigration { files = ['db/migrations/later.sql']; }];`,
  );
}

// One demo is loaded; the tests follow each other.
jest.setTimeout(240_000);

describe('the package', () => {
  const released = releasedPackages().at(-1);
  let root: string;
  let installed: Installation;
  let file: string;
  let url: string;
  let token: string;
  let before: { tables: Tables; content: Record<string, string> };

  const content = () => installed.inDatabase((client: Client) => contentOf(client, before.tables));

  beforeAll(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'bincard-package-'));
    chmodSync(root, 0o755); // as root the embedded server runs as another account
    file = pack(root);
    installPacked(released ?? file, root);
    installed = new Installation(root, { BINCARD_WORKER: 'off' }); // nothing writes but what is typed
  });
  afterAll(async () => {
    await installed?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const ask = async (query: string, authorization = `Bearer ${token}`) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data?: { products: { nodes: object[] } } };
  };
  const firstProducts = async () =>
    (await ask('{ products(first: 2) { nodes { sku } } }')).data?.products.nodes.length;

  it('starts by npx in an empty folder, and is asked and written to as README says', async () => {
    const started = await installed.start();
    url = started.url;
    const asked = await installed.shell(pasted('nodes { sku name available }', url));
    expect(JSON.parse(asked)).toMatchObject({ data: { products: { nodes: [{}, {}, {}] } } });

    const [define] = pasted('bincard() {', url).split('\nbincard ');
    const shop = JSON.parse(
      await installed.shell(
        `${define}\nbincard '{"query":"{ products(first: 3) { nodes { sku stock { location { code } available } } } }"}'`,
      ),
    ) as {
      data: {
        products: {
          nodes: { sku: string; stock: { location: { code: string }; available: number }[] }[];
        };
      };
    };
    const sold = shop.data.products.nodes
      .flatMap(({ sku, stock }) => stock.map((one) => ({ sku, ...one })))
      .find(({ available }) => available > 0)!;
    const sale = pasted('bincard() {', url)
      .split('\n')
      .find((line) => line.includes('recordSale'))!
      .replace('LOCATION', sold.location.code)
      .replace('SKU', sold.sku);
    expect(JSON.parse(await installed.shell(`${define}\n${sale}`))).toMatchObject({
      data: { recordSale: { status: 'COMPLETED' } },
    });
  });

  it('has a sound database', async () => {
    expect(await installed.shell('npx bincard doctor')).toContain('Every rule is in force.');
    await installed.shell('npx bincard verify --tenant demo');
    token = (await installed.shell('npx bincard token create Till --role clerk')).trim();
    expect(await firstProducts()).toBe(2);
    before = await installed.inDatabase(async (client) => {
      const tables = await tablesOf(client);
      return { tables, content: await contentOf(client, tables) };
    });
    expect(before.content['movements']).toMatch(/^\d{3,} /);
    await installed.stop();
  });

  it('is upgraded by the next version, which keeps every row and every token', async () => {
    rmSync(path.join(root, 'node_modules'), { recursive: true });
    const unpacked = installPacked(file, root);
    if (!released) makeLater(unpacked, '99.0.0');
    url = (await installed.start()).url;
    expect(await content()).toEqual(before.content);
    expect(await firstProducts()).toBe(2);
    await installed.shell('npx bincard doctor && npx bincard verify --tenant demo');
    before = { ...before, content: await content() }; // it has recorded its verification
    await installed.stop();
  });

  it('refuses what a later version has migrated, and leaves it as it is', async () => {
    const older = path.join(root, 'older');
    mkdirSync(older);
    installPacked(released ?? file, older);
    const start = `cd older && BINCARD_DATA_DIR=../.data npx bincard start`;
    await expect(installed.shell(start)).rejects.toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: expect.stringContaining('install version') as string,
    });
    await installed.start();
    expect(await content()).toEqual(before.content);
    await installed.shell('npx bincard doctor');
    await installed.stop();
  });
});

/** The files of the migrations in a package or a checkout. */
function migrationsOf(root: string): Map<string, string> {
  const folder = path.join(root, 'db/migrations');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.sql'));
  return new Map(files.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

describe('a released migration', () => {
  it('is not edited any more', () => {
    const now = migrationsOf(packageRoot);
    for (const file of releasedPackages()) {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-released-'));
      const then = migrationsOf(installPacked(file, folder));
      rmSync(folder, { recursive: true });
      const edited = [...then].filter(([name, text]) => now.get(name) !== text);
      expect([file, edited.map(([name]) => name)]).toEqual([file, []]);
    }
  });
});
