import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../src/postgres/embedded-server';
import { until } from '../server/support';
import { describeWithStandby, startPair, type Pair } from '../support/standby';
import { TestReceiver } from '../webhooks/receiver';
import { Stage } from './tours/stage';
import { Tour } from './tours/tour';

// The tour of a platform engineer, who has PostgreSQL with a standby and runs Bincard on it: see tours.test.ts.

const LIST = 'sku,name,location,quantity\nMUG,Mug,MAIN,20\n';
const SALE =
  'mutation { recordSale(input: { locationId: \\"MAIN\\", lines: [{ productId: \\"MUG\\", quantity: 2 }] }) { status } }';

jest.setTimeout(240_000);

describeWithStandby('a tour', () => {
  let pair: Pair;
  let stage: Stage;
  let receiver: TestReceiver;
  beforeAll(async () => {
    pair = await startPair();
    stage = await Stage.open();
    receiver = new TestReceiver();
    await receiver.start();
  });
  afterAll(async () => {
    await stage?.close();
    await receiver?.stop();
    await pair?.remove();
  });

  const urlOf = (login: string, database = 'shop', { port } = pair.primary) =>
    `postgres://${login}@127.0.0.1:${port}/${database}`;

  it('of a platform engineer: 32 steps', async () => {
    const tour = new Tour(
      ...['docs/operations.md', 'docs/security.md', 'docs/scaling.md', 'docs/webhooks.md'],
      ...['docs/imports.md', 'docs/clients.md'],
    );
    const type = (command: string) => stage.type(tour, command);
    const psql = (text: string) => type(`psql '${urlOf('postgres', 'postgres')}' -c "${text}"`);

    // A login that is no superuser migrates; the server has one that can do less.
    await psql('create role keeper_of_shop login createrole');
    await psql('create database shop owner keeper_of_shop');
    stage.install(tour);
    stage.export(tour, 'DATABASE_URL', urlOf('keeper_of_shop'));
    await type('npx bincard migrate');
    await psql('create role shop login in role bincard_app');
    await type('npx bincard tenant create shop --time-zone Europe/London');
    const split = { DATABASE_URL: urlOf('shop'), BINCARD_MIGRATE: 'off', BINCARD_WORKER: 'off' };
    const server = await stage.start(tour, split);
    const port = await freePort();
    const status = `BINCARD_WORKER_PORT=${port} BINCARD_WEBHOOK_PRIVATE=on`;
    await stage.run(tour, `${status} npx bincard worker`, 'Health and metrics at');
    for (const base of [stage.base, `http://127.0.0.1:${port}`]) {
      expect(await type(`curl -fs --retry 5 ${base}/readyz`)).toContain('ready');
      expect(await type(`curl -fs ${base}/metrics`)).toContain('process_cpu_seconds_total');
    }

    writeFileSync(path.join(stage.folder, 'list.csv'), LIST);
    await type(
      'npx bincard import locations list.csv --map location=code --live --yes --tenant shop',
    );
    await type('npx bincard import products list.csv --live --yes --tenant shop');
    await type('npx bincard import stock list.csv --live --yes --tenant shop');
    const token = (await type('npx bincard token create till --role clerk --tenant shop')).trim();

    await webhook(tour);
    const sale = `curl -fs ${stage.base}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '{"query":"${SALE}"}'`;
    expect(await type(sale)).toContain('COMPLETED');
    await until(() => receiver.taken.length === 1);
    expect(receiver.taken[0]).toMatchObject({ type: 'movement.sale' });

    await backup(tour);

    await server.stop();
    const readUrl = urlOf('shop', 'shop', pair.standby);
    await stage.start(tour, { ...split, BINCARD_READ_URL: readUrl });
    const products = `curl -fs ${stage.base}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '{"query":"{ products { nodes { available } } }"}'`;
    expect(await type(products)).toContain('{"available":18}');
    expect(await type(`curl -fs --retry 5 ${stage.base}/readyz`)).toContain('replica');
    expect(await type(`curl -fs ${stage.base}/metrics`)).toMatch(/^bincard_replica_up 1$/m);
    expect(tour.steps).toHaveLength(32);
  });

  async function webhook(tour: Tour): Promise<void> {
    const { url } = receiver;
    const made = await stage.type(
      tour,
      `BINCARD_WEBHOOK_PRIVATE=on npx bincard webhook create ${url} --events movement.sale --tenant shop`,
    );
    receiver.secret = made.trim().split('\n')[1]!;
    await stage.type(tour, `npx bincard webhook disable ${url} --tenant shop`);
    await stage.type(tour, `npx bincard webhook enable ${url} --tenant shop`);
    expect(await stage.type(tour, 'npx bincard webhook list --tenant shop')).toContain(url);
  }

  async function backup(tour: Tour): Promise<void> {
    const type = (command: string) => stage.type(tour, command);
    const keeper = (await type('npx bincard reporting create-backup-login keeper')).trim();
    await type(`DATABASE_URL='${keeper}' npx bincard backup shop.dump`);
    await type(
      `psql '${urlOf('postgres', 'postgres')}' -c 'create database tried owner keeper_of_shop'`,
    );
    const restored = await type(
      `DATABASE_URL='${urlOf('keeper_of_shop', 'tried')}' npx bincard restore shop.dump --yes`,
    );
    expect(restored).toContain('Every rule is in force.');
    expect(restored).toContain('no discrepancies');
    expect(await type('npx bincard doctor')).toContain('Every rule is in force.');
    await type('npx bincard verify --tenant shop');
  }
});
