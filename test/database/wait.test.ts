import { makePostgres, type OwnPostgres } from '../support/own-postgres';
import { migrate } from '../../src/lifecycle/migrate';
import { DatabaseAway, DatabaseUnusable, whenItAnswers } from '../../src/lifecycle/wait';

describe('waiting for the database', () => {
  let postgres: OwnPostgres;
  let messages: string[];
  const say = (line: string) => void messages.push(line);
  const wait = (url: string, limitMs: number) =>
    whenItAnswers(url, { limitMs, say }, () => migrate(url));

  beforeAll(async () => {
    postgres = await makePostgres(['fsync=off']);
  });
  afterAll(() => postgres?.remove());
  beforeEach(() => {
    messages = [];
  });

  it('continues until it answers, and says so once, without the password', async () => {
    const waiting = wait(postgres.url, 60_000);
    await new Promise((resolve) => setTimeout(resolve, 300)); // some attempts fail
    await postgres.start();
    expect((await waiting).migrations.length).toBeGreaterThan(0);
    const { host, password } = new URL(postgres.url);
    expect(messages).toEqual([
      `Waiting for PostgreSQL at ${host}/postgres, up to 60 s: connect ECONNREFUSED ${host}`,
    ]);
    expect(messages.join()).not.toContain(password);
  });

  it('repeats work that was interrupted', async () => {
    let attempts = 0;
    const restarted = whenItAnswers(postgres.url, { limitMs: 60_000, say }, async () => {
      if (attempts++ === 0) {
        await postgres.stop('immediate');
        setTimeout(() => void postgres.start(), 300);
      }
      return migrate(postgres.url);
    });
    expect(await restarted).toMatchObject({ migrations: [] });
    expect(attempts).toBeGreaterThan(1);
  });

  it.each([0, 300])('ends after %s ms with an error', async (limitMs) => {
    const unreachable = 'postgres://me:secret@127.0.0.1:1/shop';
    const failed = wait(unreachable, limitMs);
    await expect(failed).rejects.toThrow(DatabaseAway);
    await expect(failed).rejects.toThrow(/^PostgreSQL at 127.0.0.1:1\/shop does not answer/);
    await expect(failed).rejects.not.toThrow('secret');
    expect(messages).toHaveLength(limitMs > 0 ? 1 : 0);
  });

  it('ends at once where a pooler refuses what every connection sends, and says what it must do', async () => {
    const refused = Object.assign(new Error('unsupported startup parameter: options'), {
      code: '08P01',
    });
    const failed = whenItAnswers(
      'postgres://me:x@127.0.0.1:6432/shop',
      { limitMs: 60_000, say },
      () => Promise.reject(refused),
    );
    await expect(failed).rejects.toThrow(DatabaseUnusable);
    await expect(failed).rejects.toThrow(
      '127.0.0.1:6432/shop cannot be used: unsupported startup parameter: options: a pooler answers there, and must ignore it (PgBouncer: ignore_startup_parameters = options)',
    );
    expect(messages).toEqual([]);
  });

  it('treats an unknown host as a database that is not available yet', async () => {
    await expect(wait('postgres://me:x@database.invalid/shop', 0)).rejects.toThrow(DatabaseAway);
  });

  it.each([
    ['a wrong password', (url: URL) => (url.password = 'guessed'), 'password authentication'],
    [
      'a role that does not exist',
      (url: URL) => (url.username = 'nobody'),
      'password authentication',
    ],
    ['no password', (url: URL) => (url.password = ''), 'password must be a string'],
    [
      'a database that does not exist',
      (url: URL) => (url.pathname = '/none'),
      '"none" does not exist',
    ],
  ])('does not wait for %s', async (_, change, message) => {
    const url = new URL(postgres.url);
    change(url);
    const refused = wait(url.toString(), 60_000);
    await expect(refused).rejects.toThrow(DatabaseUnusable);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.not.toThrow('guessed');
    expect(messages).toEqual([]);
  });

  it('leaves any other error as it is', async () => {
    const bug = new Error('a bug');
    const failing = whenItAnswers(postgres.url, { limitMs: 60_000, say }, () =>
      Promise.reject(bug),
    );
    await expect(failing).rejects.toBe(bug);
  });
});
