import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { inReels, makeReelFile, reel, reelNumber } from '../../sync/reels';
import type { Stage } from './stage';
import { Tour } from './tour';
import { Visitor } from './visitor';

// As a program in Germany writes it. One row has less than nothing, one another expiry date of the same lot.
const LIST = `Item number;Description;Warehouse;On hand;Lot number;Best before;Cost per item
OATS;Oat flakes;MAIN;1.200;L-7;31.05.2099;0,85
RYE;Rye flour;MAIN;-4;;;1,10
OATS;Oat flakes;SHOP;30;L-7;30.06.2099;0,85
`;
const TRANSFER = `mutation { requestTransfer(input: { fromLocationId: "MAIN", toLocationId: "SHOP",
  lines: [{ productId: "OATS", quantity: 100 }] }) { status } }`;
const ADJUSTMENT = `mutation { requestAdjustment(input: { productId: "OATS", lotNumber: "L-7",
  locationId: "MAIN", type: DAMAGE, quantity: -1, reason: "torn" }) { status } }`;
const SOURCE = `mutation { createSyncSource(input: { name: "hall", path: "hall.db", tableName: "reels",
  keyColumn: "reel_number", locationId: "MAIN" }) { enabled } }`;

/** An admin of a warehouse: the first people, the opening stock, an approval, what a channel says, a sync, and a closed day. */
export async function warehouseAdmin(stage: Stage, browser: Browser): Promise<Tour> {
  const tour = new Tour(
    ...['docs/security.md', 'docs/imports.md', 'docs/documents.md', 'docs/reconciliation.md'],
    ...['docs/sync.md', 'docs/operations.md', 'docs/tutorial.md'],
  );
  const type = (command: string, code = 0) => stage.type(tour, command, code);
  stage.install(tour);
  await stage.start(tour);
  await type('npx bincard tenant create yard --time-zone Europe/Berlin');
  const link = (await type('npx bincard setup-link --tenant yard')).trim();
  const admin = await Visitor.at(tour, browser, link);
  await admin.becomes('ida@yard.example', true);
  const invitation = await type('npx bincard user add kim@yard.example --role clerk --tenant yard');
  const clerk = await Visitor.at(tour, browser, invitation.trim());
  await clerk.becomes('kim@yard.example', false);
  expect(await type('npx bincard user list --tenant yard')).toContain('kim@yard.example\t');

  await stock(tour, stage);

  await clerk.open(`${stage.base}/graphql`);
  await clerk.ask(TRANSFER, 'REQUESTED');
  const waits = await type('npx bincard approval list --tenant yard');
  expect(waits).toContain('transfer\t100 unit of OATS: MAIN to SHOP\t\tkim@yard.example\t');
  const number = /^[0-9a-f]{8}(?=\ttransfer)/m.exec(waits)![0];
  await type(`npx bincard approval approve ${number} --complete --tenant yard`);
  await clerk.ask(
    'query { product(sku: "OATS") { stock(locationId: "SHOP") { available } } }',
    '130',
  );

  await clerk.ask(ADJUSTMENT, 'PENDING');

  writeFileSync(path.join(stage.folder, 'report.csv'), 'sku,quantity\nOATS,1200\nRYE,4\n');
  await type('npx bincard channel import report.csv --channel web --tenant yard');
  const differs = await type('npx bincard compare --tenant yard', 1);
  expect(differs).toContain('OATS');
  await type('npx bincard fix --channels --live --yes --tenant yard', 1);
  const upload = await type('npx bincard channel corrections --channel web --tenant yard');
  expect(upload).toContain('"OATS",,1230');

  await admin.open(`${stage.base}/graphql`);
  await sync(tour, stage, admin, clerk);

  const yesterday = '$(date -u -d yesterday +%F)';
  await type(`npx bincard close ${yesterday} --tenant yard`);
  await type('npx bincard checkpoint --export checkpoint.json --tenant yard');
  const verified = await type('npx bincard verify --checkpoint checkpoint.json --tenant yard');
  expect(verified).toContain(': matches');
  await admin.close();
  await clerk.close();
  return tour;
}

/** The list comes in: a dry run, the live run, and what it refused once it is mended. */
async function stock(tour: Tour, stage: Stage): Promise<void> {
  const run = (rest: string, code = 0) =>
    stage.type(tour, `npx bincard import ${rest} --tenant yard`, code);
  writeFileSync(path.join(stage.folder, 'list.csv'), LIST);
  expect(await run('products list.csv')).toContain('dry run: 3 rows: 2 created');
  await run('products list.csv --live --yes');
  await run('locations list.csv --map Warehouse=code --live --yes');
  expect(await run('stock list.csv', 1)).toContain('QUANTITY_NOT_POSITIVE');
  const refused = await run('stock list.csv --refused mend.csv --live --yes', 1);
  expect(refused).toContain('3 rows: 1 created, 0 updated, 0 unchanged, 2 refused');
  await stage.type(tour, `sed -i 's/-4/4/; s/30.06.2099//' mend.csv`);
  expect(await run('stock mend.csv --live --yes')).toContain('2 created');
}

/** Another program's reels come in by a source, once a dry run was looked at; one is sold, and that program is told. */
async function sync(tour: Tour, stage: Stage, admin: Visitor, clerk: Visitor): Promise<void> {
  const run = (rest: string, code = 0) =>
    stage.type(tour, `npx bincard sync ${rest} --tenant yard`, code);
  const file = makeReelFile(path.join(stage.folder, '.data/sync'), 'yard', 'hall.db', [
    reel(0),
    reel(1),
  ]);
  await admin.ask(SOURCE, '"enabled": false');
  expect(await run('test hall')).toContain('hall: 2 rows, 0 duplicate keys');
  const looked = await run('hall --import-only --dry-run');
  expect(looked).toMatch(/\n[^\n]*hall\tIMPORT\tdry run\t2\t2\t/);
  const end = /sync enable hall --run \S+([0-9a-f]{8})$/m.exec(looked)![1]!;
  await run(`enable hall --run ${end}`);
  // Once it is switched on the server runs it, too: it may have been first.
  expect(await run('hall')).toMatch(/hall\tIMPORT\tlive\t2\t(2\t0\t0\t0|0\t0\t0\t2)\t0\t0\t/);
  await clerk.ask(
    `mutation { recordSale(input: { locationId: "MAIN", lines: [{ productId: "${reelNumber(0)}", quantity: 1 }] }) { status } }`,
    'COMPLETED',
  );
  await run('hall --export-only');
  const statuses = inReels(file, 'select status from reels order by reel_number');
  expect(statuses.flat()).toEqual(['Sold', 'In-stock']);
}
