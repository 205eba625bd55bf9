import type { Pool } from 'pg';
import type { Identity } from '../../src/auth/token';
import { writeDocument, type DocumentFunction } from '../../src/database/documents';
import { toRefusal } from '../../src/database/error-mapping';
import { createPool } from '../../src/database/pool';
import { webhookEvents, webhooksDue } from '../../src/database/queries/webhooks';
import { Snapshot } from '../../src/database/snapshot';
import { findExport, prepareExport } from '../../src/exports/exports';
import { streamCopy } from '../../src/exports/stream';
import { presentPosition, readFeed } from '../../src/feed/movement-feed';
import { endSession, identityOfSecret } from '../../src/users/access';
import { readSecret } from '../../src/users/secrets';
import { signIn, useLink } from '../../src/users/sign-in';
import { bincard } from '../cli/bincard';
import { describeWithCitus, makeDistributed, on, type Cluster } from './cluster';

const NAME = `bincard_test_readers_${process.pid}`;
const CODES = ['one', 'two', 'three'];

describeWithCitus('beside documents, on the nodes of Citus', () => {
  let cluster: Cluster;
  let app: Pool;
  const tenants = new Map<string, string>();
  const run = (...args: string[]) => bincard(args, { DATABASE_URL: cluster.url });
  const write = <Result>(tenant: string, name: DocumentFunction, input: object) => {
    const identity: Identity = { tenantId: tenants.get(tenant)!, actor: 'me', role: 'admin' };
    return writeDocument<Result>(app, identity, name, input, false);
  };
  const read = async <Result>(tenant: string, work: (snapshot: Snapshot) => Promise<Result>) => {
    const snapshot = new Snapshot(app, tenants.get(tenant)!, false);
    return work(snapshot).finally(() => snapshot.end());
  };

  beforeAll(async () => {
    cluster = await makeDistributed(NAME);
    app = createPool(cluster.url, 'bincard_app', { max: 2 });
    for (const code of CODES) {
      tenants.set(code, (await run('tenant', 'create', code)).stdout.trim());
      const { id: locationId } = await write<{ id: string }>(code, 'create_location', {
        ...{ code: 'WH', name: 'Warehouse', kind: 'WAREHOUSE' },
      });
      const { id: productId } = await write<{ id: string }>(code, 'create_product', {
        ...{ sku: `MUG-${code}`, name: 'Mug', baseUnit: 'pcs' },
      });
      const lines = [{ productId, quantity: 10, batchNumber: 'M-1' }];
      await write(code, 'receive_stock', { locationId, idempotencyKey: 'in', lines });
    }
  }, 300_000);
  afterAll(async () => {
    await app?.end();
    await cluster?.drop();
  }, 60_000);

  it('a person becomes an admin by a link, signs in, and is signed out', async () => {
    for (const tenant of CODES) {
      const link = (await run('setup-link', '--tenant', tenant)).stdout.trim();
      const secret = link.split('#')[1]!;
      const password = 'correct horse battery';
      const use = { secret, password, email: 'ann@example.com', name: 'Ann' };
      expect((await useLink(app, use)).user.email).toBe('ann@example.com');
      const again = useLink(app, use).catch((error: unknown) => toRefusal(error));
      expect(await again).toMatchObject({ broken: { rule: 'access_ended' } });
      const request = { tenant, email: 'Ann@example.com', address: '192.0.2.1' };
      await expect(signIn(app, { ...request, password: 'wrong' })).rejects.toThrow('wrong');
      const key = readSecret((await signIn(app, { ...request, password })).secret)!;
      const found = await identityOfSecret(app, key);
      expect(found).toMatchObject({ tenantId: tenants.get(tenant), actor: 'ann@example.com' });
      expect(await endSession(app, key)).toBe(true);
      await expect(identityOfSecret(app, key)).rejects.toThrow();
    }
    const unknown = { tenant: 'none', email: 'a@example.com', password: 'x', address: '192.0.2.1' };
    await expect(signIn(app, unknown)).rejects.toThrow('wrong');
    await expect(signIn(app, { ...unknown, tenant: undefined })).rejects.toThrow('several tenants');
  }, 120_000);

  it('the feed of a tenant goes on from a position of its node', async () => {
    for (const tenant of CODES) {
      const first = await read(tenant, (snapshot) => readFeed(snapshot, undefined, 10));
      expect(first.movements.map(({ quantity }) => quantity)).toEqual([10]);
      const now = await read(tenant, presentPosition);
      const { productId, locationId } = first.movements[0]!;
      await write(tenant, 'record_sale', { locationId, lines: [{ productId, quantity: 1 }] });
      for (const from of [first.end, now]) {
        const { movements } = await read(tenant, (snapshot) => readFeed(snapshot, from, 10));
        expect(movements.map(({ quantity }) => quantity)).toEqual([-1]);
      }
    }
  }, 60_000);

  it('an export has the rows of its tenant and no others', async () => {
    for (const tenant of CODES) {
      for (const file of ['movements.csv', 'movements.ndjson']) {
        const { copy } = await read(tenant, (snapshot) =>
          prepareExport(findExport(file)!, {}, snapshot),
        );
        let text = '';
        for await (const part of await streamCopy(app, tenants.get(tenant)!, copy)) {
          text += String(part);
        }
        const skus = text.match(/MUG-\w+/g);
        expect(new Set(skus)).toEqual(new Set([`MUG-${tenant}`]));
      }
    }
  }, 60_000);

  it('a webhook has the events that its tenant commits after it was made', async () => {
    const tenant = CODES[0]!;
    const made = await write<{ id: string }>(tenant, 'create_webhook', {
      ...{ url: 'https://shop.example/hook', events: ['movement.sale', 'approval.wanted'] },
      secret: `whsec_${'A'.repeat(43)}=`,
    });
    const { movements } = await read(tenant, (snapshot) => readFeed(snapshot, undefined, 1));
    const { productId, locationId, batchId } = movements[0]!;
    await write(tenant, 'record_sale', { locationId, lines: [{ productId, quantity: 1 }] });
    await write(tenant, 'request_adjustment', {
      ...{ locationId, batchId, quantity: -1, type: 'DAMAGE', reason: 'dropped' },
    });
    const [due] = await read(tenant, (snapshot) => snapshot.query(webhooksDue));
    expect(due).toMatchObject({ id: made.id });
    const { transactionId, eventId, events: types } = due!;
    const events = await read(tenant, (snapshot) =>
      snapshot.query(webhookEvents, { transactionId, eventId, types, limit: 10 }),
    );
    expect(events.map(({ type }) => type)).toEqual(['movement.sale', 'approval.wanted']);
    const last = events.at(-1)!;
    const from = { transactionId, eventId };
    const to = { transactionId: last.transactionId, eventId: last.id };
    const record = { id: made.id, from, ...to, delivered: true };
    expect(await write(tenant, 'record_delivery', record)).toBe(true);
    expect(await write(tenant, 'record_delivery', record)).toBe(false);
    const failure = { id: made.id, error: 'HTTP 500', delayMs: 1000, giveUpAfterMs: 60_000 };
    expect(await write(tenant, 'record_failure', { ...failure, gone: false })).toBe(false);
    expect(await write(tenant, 'record_failure', { ...failure, gone: true })).toBe(true);
  }, 60_000);

  it('the doctor sees what is changed on a node, and in a shard', async () => {
    expect((await run('doctor')).stdout).toMatch(/^Every rule is in force/);
    const [worker] = cluster.workers;
    const [shard] = await on<{ name: string }>(
      worker!,
      'set citus.override_table_visibility = off',
      `select c.relname as name from pg_class c where c.relnamespace = 'inventory'::regnamespace and c.relname ~ '^movements_\\d+$' limit 1`,
    );
    const apart =
      'set citus.enable_manual_changes_to_shards = on; set citus.enable_ddl_propagation = off';
    await on(worker!, apart, `alter table inventory.${shard!.name} disable trigger all`);
    await on(worker!, apart, 'alter function inventory.identify(jsonb) security definer');
    const { code, stdout } = await run('doctor');
    expect(code).toBe(1);
    expect(stdout).toContain(`shard inventory.${shard!.name}`);
    expect(stdout).toContain('changed\tfunction inventory.identify(jsonb) on ');
  }, 60_000);
});
