import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { bincard } from '../cli/bincard';
import { createTenant, createTestDatabase, type TestDatabase } from '../support/database';

// `bincard prove` against real databases: one as it is installed, and one with a defective trigger.

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

/** Replaces a part of a function, to make it defective. */
async function breakFunction(database: TestDatabase, file: string, part: string, by: string) {
  const text = readFileSync(path.join(packageRoot, file), 'utf8');
  const start = text.indexOf('create or replace function');
  const body = text.slice(start, text.indexOf('$$;', start) + 3);
  expect(body).toContain(part);
  await database.pools.super.query(body.replace(part, by)); // it keeps its owner
}

function violatedIn(printed: Printed | null): string[] {
  return printed!.invariants.filter(({ holds }) => !holds).map(({ name }) => name);
}

describe('bincard prove', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database?.drop());

  it('finds that every invariant holds, and reports what it did', async () => {
    const { code, printed, stderr } = await prove(database, '--seconds', '2', '--seed', '11');
    expect([code, violatedIn(printed)]).toEqual([0, []]);
    expect(printed).toMatchObject({ proven: true, tenant: 'prove-11', sessions: 8 });
    expect(printed!.invariants.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'rules',
        'batch-conservation',
        'never-negative',
        'every-attack-is-refused',
        'documents-as-acknowledged',
      ]),
    );
    expect(printed!.refusals['INSUFFICIENT_STOCK']).toBeGreaterThan(0);
    const { latency } = printed!.kinds['sell']!;
    expect(latency.p50).toBeGreaterThan(0);
    expect(latency.p99).toBeGreaterThanOrEqual(latency.p50);
    expect(stderr).toBe(''); // no progress, because it is not a terminal
  });

  it('refuses a database with other tenants, but runs beside those of earlier proofs', async () => {
    const few = ['--operations', '20', '--seed', '5', '--sessions', '2'];
    const first = await prove(database, ...few);
    expect(first).toMatchObject({ code: 0, stderr: '', printed: { tenant: 'prove-5' } });
    await createTenant(database, 'shop');
    const refused = await prove(database, ...few);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/^bincard: .*\(shop\).*--yes-scratch\n$/);
    const options = ['--database', database.url, '--yes-scratch', ...few];
    const text = await bincard(['prove', ...options], {});
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toMatch(/^seed 5, 2 sessions, tenant prove-5-2: \d+ operations/);
    expect(text.stdout).toMatch(
      /^holds {5}rules \(\d+\)\nholds {5}assemblies\nholds {5}batch-conservation$/m,
    );
  });

  it('names what is violated when voiding a sale moves nothing, with a short history', async () => {
    await breakFunction(
      database,
      'db/triggers/sale_void.sql',
      'where o.left_to_return > 0',
      'where o.left_to_return > 0 and false',
    );
    const limits = ['--seconds', '20', '--shrink-seconds', '6', '--seed', '3'];
    const { code, printed } = await prove(database, ...limits);
    expect(code).toBe(1);
    expect(violatedIn(printed)).toContain('movements-as-acknowledged');
    const { history, again } = printed!.failure!;
    expect(again.operations).toBeLessThan(printed!.operations);
    const shown = history.filter(({ session }) => session !== 'setup');
    expect(shown.map(({ kind }) => kind)).toContain('void sale');
    expect(shown.at(-1)!.requests[0]).toMatchObject({ input: {}, request: expect.any(String) });
  });
});
