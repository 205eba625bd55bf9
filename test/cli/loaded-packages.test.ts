import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { bincard } from './bincard';

/** Packages for servers and migrations. Loading them takes longer than running most commands. */
const HEAVY = ['@apollo/server', 'fastify', 'graphile-worker', 'type-graphql', 'typeorm'];

describe('a command loads only what it needs', () => {
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-packages-'));
    database = await createTestDatabase();
    await run('tenant', 'create', 'demo');
  });
  afterAll(async () => {
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(...args: string[]): Promise<{ code: number | null; packages: string[] }> {
    const file = path.join(folder, 'packages');
    const { code } = await bincard(args, {
      ...{ DATABASE_URL: database.url, BINCARD_DATA_DIR: folder, LIST_PACKAGES_TO: file },
      NODE_OPTIONS: `--require=${path.join(__dirname, 'list-packages.cjs')}`,
    });
    return { code, packages: readFileSync(file, 'utf8').split('\n') };
  }

  it('the list contains the packages of bincard start', async () => {
    const { code, packages } = await run('start', '--help');
    expect(code).toBe(0);
    expect(packages).toEqual(expect.arrayContaining(HEAVY));
  });

  it.each([
    ['--help'],
    ['rules', '--help'],
    ['rules'],
    ['token'],
    ['tenant', 'create', 'accra'],
    ['doctor'],
    ['compare'],
    ['fix', '--all'],
    ['verify'],
    ['causes'],
    ['audit', '--from', '2020-01-01', '--to', '2020-01-02'],
    ['continuity', '--from', '2020-01-01', '--to', '2020-01-02'],
    ['reconcile'],
  ])('%s %s', async (...args) => {
    const { code, packages } = await run(...args);
    expect(code).toBe(0);
    expect(packages).toContain('commander');
    expect(packages.filter((name) => HEAVY.includes(name))).toEqual([]);
  });
});
