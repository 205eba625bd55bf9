import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import {
  thumbprint,
  verifyProof,
  type PublicKey,
  type Verdict,
} from '../../client/verify-proof.mjs';
import { packageRoot } from '../../src/database/sql-files';
import { bincard } from '../cli/bincard';
import { openCli, unguarded, type CliStage } from '../cli/ledger';
import { startApi, type Api } from '../support/api';
import { createTenant } from '../support/database';
import { holds } from './independent';
import { PROOFS } from './vectors';

/** Days by the number of their movements, each of a chain of its own; the last day has movements in one chain. */
const SIZES = [1, 2, 3, 7, 0, 8, 1000];

describe('proofs of a ledger', () => {
  let cli: CliStage;
  let api: Api;
  let tenant: string;
  let location: string;
  const day = (n: number) => `2020-03-${String(n + 1).padStart(2, '0')}`;
  const call = async <Result = { id: string }>(name: string, input: object): Promise<Result> => {
    const { rows } = await cli.database.pools.app.query<{ result: Result }>(
      `select inventory.${name}($1::jsonb, $2::jsonb) as result`,
      [{ tenant, actor: 'tester', role: 'admin' }, input],
    );
    return rows[0]!.result;
  };
  const idsOf = async (businessDate: string): Promise<string[]> => {
    const { rows } = await cli.database.pools.super.query<{ id: string }>(
      'select id from inventory.movements where tenant_id = $1 and business_date = $2 order by id',
      [tenant, businessDate],
    );
    return rows.map(({ id }) => id);
  };
  const ask = (query: string) => api.request(query);
  const proofOf = async (id: string, checkpoint?: string): Promise<string> => {
    const by = checkpoint ? `, checkpoint: "${checkpoint}"` : '';
    const { data, errors } = await ask(`{ movementProof(id: "${id}"${by}) { content } }`);
    expect(errors).toBeUndefined();
    return (data.movementProof as { content: string }).content;
  };
  const keys = async (): Promise<PublicKey[]> => {
    const url = new URL(`/.well-known/bincard/${tenant}/jwks.json`, api.url);
    const set = (await (await fetch(url)).json()) as { keys: PublicKey[] };
    return set.keys;
  };

  beforeAll(async () => {
    cli = await openCli('island');
    tenant = await createTenant(cli.database, 'island', 'UTC');
    api = await startApi(cli.database, tenant);
    location = (await call('create_location', { code: 'HUT', name: 'Hut', kind: 'STOREFRONT' })).id;
    const productId = (await call('create_product', { sku: 'NUT', name: 'Nut' })).id;
    for (const [n, size] of SIZES.entries()) {
      if (size > 0) {
        const lines = Array.from({ length: size }, () => ({ productId, quantity: 5 }));
        await call('receive_stock', { locationId: location, businessDate: day(n), lines });
      }
      await ask(`mutation { closeDay(businessDate: "${day(n)}") }`);
    }
  }, 180_000);
  afterAll(async () => {
    await api?.close();
    await cli?.close();
  });

  it.each(SIZES.map((size, n) => [size, n]))('a day of %i movements', async (size, n) => {
    const ids = await idsOf(day(n));
    expect(ids).toHaveLength(size);
    const trust = { keys: await keys() };
    for (const id of size > 10 ? [ids[0]!, ids[511]!, ids[512]!, ids.at(-1)!] : ids) {
      for (const checkpoint of [day(n), day(SIZES.length - 1)]) {
        const file = await proofOf(id, checkpoint);
        expect(await verifyProof(file, trust)).toMatchObject({
          ...{ valid: true, movement: { id, businessDate: day(n), quantity: 5 } },
          checkpoint: { tenantId: tenant, businessDate: checkpoint },
        });
        expect(holds(file)).toBe(true);
      }
    }
  });

  it('two days, from every day to every later one', async () => {
    for (const from of SIZES.keys()) {
      for (let to = from; to < SIZES.length; to++) {
        const { data } = await ask(
          `{ checkpointConsistency(from: "${day(from)}", to: "${day(to)}") { content } }`,
        );
        const file = (data.checkpointConsistency as { content: string }).content;
        expect(await verifyProof(file)).toMatchObject({ valid: true, kind: 'consistency' });
        expect(holds(file)).toBe(true);
      }
    }
  });

  it('refuses a day that is open, naming it, and one that is not signed', async () => {
    const { id } = await call('create_product', { sku: 'OIL', name: 'Oil' });
    const businessDate = day(SIZES.length);
    await call('receive_stock', {
      ...{ locationId: location, businessDate, lines: [{ productId: id, quantity: 1 }] },
    });
    const [movement] = await idsOf(businessDate);
    const open = await ask(`{ movementProof(id: "${movement}") { content } }`);
    expect(open.errors?.[0]?.extensions).toMatchObject({
      code: 'DAY_NOT_CLOSED',
      details: { field: 'id', businessDate, lastClosed: day(SIZES.length - 1) },
      hint: expect.stringContaining('bincard close DAY') as string,
    });
    await call('close_day', { businessDate }); // as in psql: nobody signs
    const unsigned = await ask(`{ movementProof(id: "${movement}") { content } }`);
    expect(unsigned.errors?.[0]?.extensions).toMatchObject({ code: 'DAY_NOT_SIGNED' });
    const early = await ask(
      `{ movementProof(id: "${movement}", checkpoint: "${day(0)}") { content } }`,
    );
    expect(early.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    const none = await ask(`{ movementProof(id: "${tenant}") { content } }`);
    expect(none.data).toEqual({ movementProof: null });
  });

  it('the command line refuses to sign with another secret until the key is rotated', async () => {
    const businessDate = day(SIZES.length + 1);
    const closed = await cli.run('close', businessDate); // its data folder has a secret of its own
    expect(closed.code).toBe(0);
    expect(closed.stderr).toContain('closed and not signed');
    const rotated = await cli.run('signing-key', '--rotate');
    expect(JSON.parse(rotated.stdout)).toMatchObject({
      keys: [{ alg: 'EdDSA' }, { alg: 'EdDSA' }],
    });
    writeFileSync(cli.file('keys.json'), rotated.stdout);
    expect(await keys()).toEqual((JSON.parse(rotated.stdout) as { keys: unknown }).keys);
    // An old movement by a checkpoint of the new key, and the log across both keys.
    const [movement] = await idsOf(day(1));
    const by = ['--checkpoint', businessDate, '--export', cli.file('line.json')];
    expect((await cli.run('proof', movement!, ...by)).code).toBe(0);
    const across = ['--from', day(2), '--to', businessDate, '--export', cli.file('days.json')];
    expect((await cli.run('proof', ...across)).code).toBe(0);
    expect(await cli.json(0, 'verify')).toMatchObject({ firstWrongSignature: null });
  });

  /** verify-proof has no tenant and needs no database. */
  const verify = (file: string, ...args: string[]) => {
    return bincard(['verify-proof', file, ...args], {
      DATABASE_URL: 'postgres://127.0.0.1:1/none',
    });
  };

  it('verify-proof answers with its exit code', async () => {
    const line = cli.file('line.json');
    const good = await verify(
      line,
      '--keys',
      cli.file('keys.json'),
      '--kept',
      cli.file('days.json'),
    );
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(good.stdout).toContain('proven: the ledger had this movement');
    writeFileSync(cli.file('bad.json'), readFileSync(line, 'utf8').replace('"tester"', '"nobody"'));
    const bad = await verify(cli.file('bad.json'));
    expect(bad).toMatchObject({ code: 1, stderr: '' });
    expect(bad.stdout).toContain('not_in_day');
    writeFileSync(cli.file('old.json'), await proofOf((await idsOf(day(1)))[0]!, day(1)));
    const differs = await verify(line, '--kept', cli.file('old.json'));
    expect(differs).toMatchObject({ code: 1 });
    expect(differs.stdout).toContain('checkpoint_differs');
    expect((await verify(cli.file('none.json'))).code).toBe(2);
    writeFileSync(cli.file('garbage'), 'garbage');
    const kept = await verify(line, '--kept', cli.file('garbage'));
    expect(kept).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/garbage is not a proof$/m) as string,
    });
    expect(kept.stderr).not.toContain('    at ');
    const endless = await verify('/dev/zero');
    expect(endless).toMatchObject({ code: 1, stderr: '' });
    expect(endless.stdout).toContain('not_a_proof');
    writeFileSync(cli.file('no-keys.json'), '{}');
    expect((await verify(line, '--keys', cli.file('no-keys.json'))).code).toBe(2);
  });

  it('verify-proof and a browser say of each test vector what it says', async () => {
    const inBrowser = browser();
    for (const { name, valid, reason, keys: given, file } of PROOFS) {
      const verdict = await inBrowser(file, given ? { keys: given } : {});
      expect([name, verdict]).toMatchObject([name, valid ? { valid } : { valid, reason }]);
      writeFileSync(cli.file('vector.json'), file);
      writeFileSync(cli.file('given.json'), JSON.stringify({ keys: given }));
      const args = given ? ['--keys', cli.file('given.json')] : [];
      const outcome = await verify(cli.file('vector.json'), '--json', ...args);
      expect([name, outcome.code]).toEqual([name, valid ? 0 : 1]);
      expect(JSON.parse(outcome.stdout)).toMatchObject(valid ? { valid } : { valid, reason });
    }
  }, 180_000);

  it('a signature that was removed is reported, not made anew, and put back from the audit log', async () => {
    await cli.tamper(
      `alter table inventory.checkpoint_signatures disable trigger user;
       delete from inventory.checkpoint_signatures where tenant_id = '${tenant}' and business_date = '${day(2)}';
       alter table inventory.checkpoint_signatures enable trigger user`,
    );
    const wrong = { firstWrongDay: { businessDate: day(2), what: 'its signature is missing' } };
    for (const mode of [[], ['--incremental'], ['--from-anchors']]) {
      expect(await cli.json(1, 'verify', ...mode)).toMatchObject(wrong);
    }
    expect((await cli.run('close', day(SIZES.length + 2))).code).toBe(0); // signs what is not signed
    expect(await cli.json(1, 'verify')).toMatchObject(wrong);
    const page = readFileSync(path.join(packageRoot, 'docs/proofs.md'), 'utf8');
    const [, statement] = /```sql\n(select inventory\.sign_days[^]*?)```/.exec(page)!;
    await cli.database.pools.super.query(
      statement!.replaceAll('TENANT_ID', tenant).replaceAll('2026-01-31', day(2)),
    );
    expect(await cli.json(0, 'verify')).toMatchObject({ firstWrongDay: null });
  });

  it('a signature whose key was removed is found', async () => {
    const [first] = await keys();
    await cli.tamper(
      `alter table inventory.signing_keys disable trigger user; create table signing_keys_kept as select * from inventory.signing_keys;
       delete from inventory.signing_keys where tenant_id = '${tenant}' and generation = 1`,
    );
    expect(await cli.json(1, 'verify')).toMatchObject({
      firstWrongSignature: { businessDate: day(0), keyId: await thumbprint(first!) },
    });
    await cli.tamper(
      'insert into inventory.signing_keys select * from signing_keys_kept where generation = 1',
    );
    expect(await cli.json(0, 'verify')).toMatchObject({ firstWrongSignature: null });
  });

  it('a signature that is not the one that was made is found, whatever else it is', async () => {
    await cli.tamper(
      `alter table inventory.checkpoint_signatures disable trigger user;
       create table signatures_kept as select * from inventory.checkpoint_signatures;
       update inventory.checkpoint_signatures s set key_id = o.key_id, signature = o.signature
       from inventory.checkpoint_signatures o where s.tenant_id = '${tenant}' and s.business_date = '${day(1)}'
         and o.tenant_id = s.tenant_id and o.business_date = '${day(0)}'`,
    );
    expect(await cli.json(1, 'verify')).toMatchObject({
      firstWrongDay: {
        ...{ businessDate: day(1), what: 'its signature is not the one that the audit log has' },
      },
    });
    await cli.tamper(
      `update inventory.checkpoint_signatures s set key_id = k.key_id, signature = k.signature
       from signatures_kept k where k.tenant_id = s.tenant_id and k.business_date = s.business_date`,
    );
    expect(await cli.json(0, 'verify')).toMatchObject({ firstWrongDay: null });
  });

  it('a movement that was rewritten is neither proven nor verified', async () => {
    const [movement] = await idsOf(day(2));
    await cli.tamper(
      unguarded(`update inventory.movements set actor = 'nobody' where id = '${movement}'`),
    );
    const refused = await ask(`{ movementProof(id: "${movement}") { content } }`);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'DAY_CHANGED' });
    expect(await cli.json(1, 'verify')).toMatchObject({ broken: [{ sequence: 1 }] });
    // With its hash made anew the root no longer fits, for its neighbours in the day too.
    await cli.tamper(
      unguarded(
        `update inventory.movements m set hash = inventory.movement_hash('', m.tenant_id, m.id, m.kind, m.product_id, m.batch_id,
           m.location_id, m.quantity, m.sequence, m.balance_before, m.business_date, m.recorded_at, m.actor, m.reason,
           m.reverses_id, m.document_type, m.document_id, m.document_line_id) where m.id = '${movement}'`,
      ),
    );
    const beside = await ask(`{ movementProof(id: "${(await idsOf(day(2)))[1]}") { content } }`);
    expect(beside.errors?.[0]?.extensions).toMatchObject({
      code: 'DAY_CHANGED',
      details: { businessDate: day(2) },
    });
    expect(await cli.json(1, 'verify')).toMatchObject({ firstWrongDay: { businessDate: day(2) } });
  });

  it('a signature that was replaced is found', async () => {
    await cli.tamper(
      `alter table inventory.checkpoint_signatures disable trigger user;
       update inventory.checkpoint_signatures set signature = sha256('a') || sha256('b')
       where tenant_id = '${tenant}' and business_date = '${day(3)}'`,
    );
    expect(await cli.json(1, 'verify')).toMatchObject({
      firstWrongSignature: { businessDate: day(3) },
    });
    expect((await cli.run('verify')).stdout).toContain(`closed day ${day(3)}: its signature`);
    const id = (await idsOf(day(3)))[0]!;
    expect(await verifyProof(await proofOf(id))).toMatchObject({ reason: 'signature_wrong' });
  });

  it('keys of a tenant that is not known are none', async () => {
    const url = new URL(
      '/.well-known/bincard/01900000-0000-7000-8000-000000000000/jwks.json',
      api.url,
    );
    expect(await (await fetch(url)).json()).toEqual({ keys: [] });
    expect((await fetch(new URL('/.well-known/bincard/demo/jwks.json', api.url))).status).toBe(404);
  });
});

/** The compiled client in a context that has what a browser has, and nothing of Node. */
function browser(): (file: string, trust: object) => Promise<Verdict> {
  const code = readFileSync(path.join(packageRoot, 'dist/client/verify-proof.mjs'), 'utf8');
  expect(code).not.toMatch(/\b(import|require)\b\s*[({'"]/);
  const { crypto, TextEncoder, TextDecoder, atob, btoa } = globalThis;
  const context = vm.createContext({ crypto, TextEncoder, TextDecoder, atob, btoa });
  const script = code.replace(/^export /gm, '').replace(/^export \{.*$/gm, '');
  // A line of its own: the code ends with a comment.
  return vm.runInContext(`${script}\nverifyProof`, context) as ReturnType<typeof browser>;
}
