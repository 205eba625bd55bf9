import { loadConfig } from '../../src/config';
import { greetOwnDatabase } from '../../src/cli/first-admin';
import { createTenant, createTestDatabase, type TestDatabase } from '../support/database';
import { bincard } from './bincard';

// A database of one's own has no tenant "demo": what says which one to name, and how to name it once.

describe('the tenant of a command', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  const list = (args: string[] = [], env: Record<string, string> = {}) =>
    bincard(['location', 'list', ...args], { DATABASE_URL: database.url, ...env });
  /** What `bincard start` says into a log. */
  const greeting = async (env: Record<string, string> = {}) => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    try {
      await greetOwnDatabase(loadConfig(env), database.url, 'http://127.0.0.1:4000/graphql');
      return log.mock.calls.flat().join('\n');
    } finally {
      log.mockRestore();
    }
  };

  it('is to be made where there is none', async () => {
    expect(await greeting()).toBe(
      'The database has no tenant yet: npx bincard tenant create CODE --time-zone ZONE, then npx bincard setup-link --tenant CODE; or start with --demo.',
    );
    expect((await list()).stderr).toBe(
      'bincard: There is no tenant "demo"; create it with bincard tenant create demo, or load the demo with bincard start --demo\n',
    );
  });

  it('is one of those that the message names, and BINCARD_TENANT names it once', async () => {
    await createTenant(database, 'corner');
    expect(await greeting()).toContain('npx bincard setup-link --tenant corner');
    expect((await list()).stderr).toBe(
      'bincard: There is no tenant "demo"; there is corner. Name one with --tenant or in BINCARD_TENANT, or create it with bincard tenant create demo\n',
    );
    expect(await list([], { BINCARD_TENANT: 'corner' })).toMatchObject({ code: 0, stderr: '' });

    await createTenant(database, 'yard');
    expect(await greeting()).toContain('npx bincard setup-link --tenant CODE');
    expect(await greeting({ BINCARD_TENANT: 'yard' })).toContain('setup-link --tenant yard');
    const given = await list(['--tenant', 'none'], { BINCARD_TENANT: 'corner' });
    expect(given.stderr).toContain('There is no tenant "none"; there are corner, yard.');
    const help = await list(['--help'], { BINCARD_TENANT: 'corner' });
    expect(help.stdout).toContain('(default: "corner")');
  });
});
