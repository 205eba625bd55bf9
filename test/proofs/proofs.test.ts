import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { verifyProof, type Verdict } from '../../client/verify-proof.mjs';
import { packageRoot } from '../../src/database/sql-files';
import { bincard } from '../cli/bincard';
import type { CliStage } from '../cli/ledger';
import { holds } from './independent';
import { dayOf as day, openIsland, type Island } from './island';
import { PROOFS } from './vectors';

/** Days by the number of their movements, each of a chain of its own; the last day has movements in one chain. */
const SIZES = [1, 2, 3, 7, 0, 8, 1000];

describe('proofs of a ledger', () => {
  let island: Island;
  let cli: CliStage;

  beforeAll(async () => {
    island = await openIsland(SIZES);
    cli = island.cli;
  }, 180_000);
  afterAll(() => island?.close());

  it.each(SIZES.map((size, n) => [size, n]))('a day of %i movements', async (size, n) => {
    const ids = await island.idsOf(day(n));
    expect(ids).toHaveLength(size);
    const trust = { keys: await island.keys() };
    for (const id of size > 10 ? [ids[0]!, ids[511]!, ids[512]!, ids.at(-1)!] : ids) {
      for (const checkpoint of [day(n), day(SIZES.length - 1)]) {
        const file = await island.proofOf(id, checkpoint);
        expect(await verifyProof(file, trust)).toMatchObject({
          ...{ valid: true, movement: { id, businessDate: day(n), quantity: 5 } },
          checkpoint: { tenantId: island.tenant, businessDate: checkpoint },
        });
        expect(holds(file)).toBe(true);
      }
    }
  });

  it('two days, from every day to every later one', async () => {
    for (const from of SIZES.keys()) {
      for (let to = from; to < SIZES.length; to++) {
        const { data } = await island.ask(
          `{ checkpointConsistency(from: "${day(from)}", to: "${day(to)}") { content } }`,
        );
        const file = (data.checkpointConsistency as { content: string }).content;
        expect(await verifyProof(file)).toMatchObject({ valid: true, kind: 'consistency' });
        expect(holds(file)).toBe(true);
      }
    }
  });

  it('refuses a day that is open, naming it, and one that is not signed', async () => {
    const { id } = await island.call('create_product', { sku: 'OIL', name: 'Oil' });
    const businessDate = day(SIZES.length);
    await island.call('receive_stock', {
      ...{ locationId: island.location, businessDate, lines: [{ productId: id, quantity: 1 }] },
    });
    const [movement] = await island.idsOf(businessDate);
    const open = await island.ask(`{ movementProof(id: "${movement}") { content } }`);
    expect(open.errors?.[0]?.extensions).toMatchObject({
      code: 'DAY_NOT_CLOSED',
      details: { field: 'id', businessDate, lastClosed: day(SIZES.length - 1) },
      hint: expect.stringContaining('bincard close DAY') as string,
    });
    await island.call('close_day', { businessDate }); // as in psql: nobody signs
    const unsigned = await island.ask(`{ movementProof(id: "${movement}") { content } }`);
    expect(unsigned.errors?.[0]?.extensions).toMatchObject({ code: 'DAY_NOT_SIGNED' });
    const early = await island.ask(
      `{ movementProof(id: "${movement}", checkpoint: "${day(0)}") { content } }`,
    );
    expect(early.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    const none = await island.ask(`{ movementProof(id: "${island.tenant}") { content } }`);
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
    expect(await island.keys()).toEqual((JSON.parse(rotated.stdout) as { keys: unknown }).keys);
    // An old movement by a checkpoint of the new key, and the log across both keys.
    const [movement] = await island.idsOf(day(1));
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
    writeFileSync(
      cli.file('old.json'),
      await island.proofOf((await island.idsOf(day(1)))[0]!, day(1)),
    );
    const differs = await verify(line, '--kept', cli.file('old.json'));
    expect(differs).toMatchObject({ code: 1 });
    expect(differs.stdout).toContain('checkpoint_differs');
    // Its earlier checkpoint alone would be in a history that was forked after it, too.
    const until = async (name: string, last: number) => {
      const by = ['--from', day(2), '--to', day(last), '--export', cli.file(name)];
      expect((await cli.run('proof', ...by)).code).toBe(0);
      return cli.file(name);
    };
    const [early, late] = [await until('early.json', 3), await until('late.json', 4)];
    expect((await verify(late, '--kept', late)).code).toBe(0);
    expect((await verify(late, '--kept', early)).stdout).toContain('checkpoint_differs');
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

  it('verify-proof prints a line for each fact, whatever is in them', async () => {
    const { file } = PROOFS.find(({ valid, file: text }) => valid && text.includes('größer\\n'))!;
    writeFileSync(cli.file('vector.json'), file);
    const { movement } = JSON.parse(file) as { movement: object };
    const { stdout } = await verify(cli.file('vector.json'));
    const facts = stdout
      .split('\n')
      .filter((line) => line.startsWith('  '))
      .slice(0, -1);
    expect(facts.map((line) => line.split(':')[0]!.trim())).toEqual(Object.keys(movement));
    expect(stdout).toMatch(/^ {2}reason: größer $/m);
    const other = file
      .replace('"größer', '"größer\\u001b[2J')
      .replace('"kind"', '"kind\\u001b[2J"');
    writeFileSync(cli.file('vector.json'), other);
    expect((await verify(cli.file('vector.json'))).stdout).not.toContain('\u001b[2J');
  });

  it('keys of a tenant that is not known are none', async () => {
    const url = new URL(
      '/.well-known/bincard/01900000-0000-7000-8000-000000000000/jwks.json',
      island.api.url,
    );
    expect(await (await fetch(url)).json()).toEqual({ keys: [] });
    expect(
      (await fetch(new URL('/.well-known/bincard/demo/jwks.json', island.api.url))).status,
    ).toBe(404);
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
