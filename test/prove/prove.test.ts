import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { bincard } from '../cli/bincard';
import { createTenant, createTestDatabase, type TestDatabase } from '../support/database';

// `bincard prove` on databases of its own: one whose triggers are ours, and some where one is not.

interface Printed {
  readonly proven: boolean;
  readonly tenant: string;
  readonly sessions: number;
  readonly operations: number;
  readonly kinds: Record<string, { acknowledged: number; latency: { p50: number; p99: number } }>;
  readonly refusals: Record<string, number>;
  readonly invariants: { name: string; holds: boolean; first: unknown[] }[];
  readonly failure?: {
    readonly sessions: number;
    readonly again: { sessions: number; operations: number };
    readonly history: {
      session: string;
      kind: string;
      requests: { request: string; input: object; answer: unknown }[];
    }[];
  };
}

async function prove(database: TestDatabase, ...options: string[]) {
  const outcome = await bincard(['prove', '--database', database.url, '--json', ...options], {});
  return { ...outcome, printed: outcome.stdout ? (JSON.parse(outcome.stdout) as Printed) : null };
}

/** Puts something else in the place of a part of a function. */
async function sabotage(database: TestDatabase, file: string, was: string, is: string) {
  const text = readFileSync(path.join(packageRoot, file), 'utf8');
  const start = text.indexOf('create or replace function');
  const body = text.slice(start, text.indexOf('$$;', start) + 3);
  expect(body).toContain(was);
  await database.pools.super.query(`set role bincard_owner; ${body.replace(was, is)}; reset role`);
}

function brokenIn(printed: Printed | null): string[] {
  return printed!.invariants.filter(({ holds }) => !holds).map(({ name }) => name);
}

describe('bincard prove', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database?.drop());

  it('finds every invariant whole, and says what it did', async () => {
    const { code, printed, stderr } = await prove(database, '--seconds', '2', '--seed', '11');
    expect([code, brokenIn(printed)]).toEqual([0, []]);
    expect(printed).toMatchObject({ proven: true, tenant: 'prove-11', sessions: 8 });
    expect(printed!.invariants.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'rules',
        'batch-conservation',
        'never-negative',
        'documents-as-told',
      ]),
    );
    expect(printed!.refusals['INSUFFICIENT_STOCK']).toBeGreaterThan(0);
    const { latency } = printed!.kinds['sell']!;
    expect(latency.p50).toBeGreaterThan(0);
    expect(latency.p99).toBeGreaterThanOrEqual(latency.p50);
    expect(stderr).toBe(''); // nobody watches
  });

  it('stays out of a database with tenants of somebody else, and runs beside its own', async () => {
    const few = ['--operations', '20', '--seed', '5', '--sessions', '2'];
    const first = await prove(database, ...few);
    expect(first).toMatchObject({ code: 0, stderr: '', printed: { tenant: 'prove-5' } });
    await createTenant(database, 'shop');
    const refused = await prove(database, ...few);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/^bincard: .*\(shop\).*--yes-scratch\n$/);
    const options = ['--database', database.url, '--yes-scratch', ...few];
    const words = await bincard(['prove', ...options], {});
    expect(words).toMatchObject({ code: 0, stderr: '' });
    expect(words.stdout).toMatch(/^seed 5, 2 sessions, tenant prove-5-2: \d+ operations/);
    expect(words.stdout).toMatch(/^holds {3}rules \(\d+\)\nholds {3}batch-conservation$/m);
  });

  it('names what breaks when voiding a sale moves nothing, with a short history', async () => {
    await sabotage(
      database,
      'db/triggers/sale_void.sql',
      'where o.left_to_return > 0',
      'where o.left_to_return > 0 and false',
    );
    const limits = ['--seconds', '20', '--shrink-seconds', '6', '--seed', '3'];
    const { code, printed } = await prove(database, ...limits);
    expect(code).toBe(1);
    expect(brokenIn(printed)).toContain('movements-as-told');
    const { history, again } = printed!.failure!;
    expect(again.operations).toBeLessThan(printed!.operations);
    const said = history.filter(({ session }) => session !== 'opener');
    expect(said.map(({ kind }) => kind)).toContain('void sale');
    expect(said.at(-1)!.requests[0]).toMatchObject({ input: {}, request: expect.any(String) });
  });
});
