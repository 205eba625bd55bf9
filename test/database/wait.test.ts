import { makePostgres, type OwnPostgres } from '../support/own-postgres';
import { migrate } from '../../src/lifecycle/migrate';
import { DatabaseAway, DatabaseUnusable, whenItAnswers } from '../../src/lifecycle/wait';

describe('waiting for the database', () => {
  let postgres: OwnPostgres;
  let said: string[];
  const say = (line: string) => void said.push(line);
  const wait = (url: string, limitMs: number) =>
    whenItAnswers(url, { limitMs, say }, () => migrate(url));

  beforeAll(async () => {
    postgres = await makePostgres(['fsync=off']);
  });
  afterAll(() => postgres?.remove());
  beforeEach(() => {
    said = [];
  });

  it('goes on until it is there, and says once what for, without the password', async () => {
    const waiting = wait(postgres.url, 60_000);
    await new Promise((resolve) => setTimeout(resolve, 300)); // some tries fail
    await postgres.start();
    expect((await waiting).migrations.length).toBeGreaterThan(0);
    const { host, password } = new URL(postgres.url);
    expect(said).toEqual([
      `Waiting for PostgreSQL at ${host}/postgres, up to 60 s: connect ECONNREFUSED ${host}`,
    ]);
    expect(said.join()).not.toContain(password);
  });

  it('begins anew what was cut off halfway', async () => {
    let begun = 0;
    const restarted = whenItAnswers(postgres.url, { limitMs: 60_000, say }, async () => {
      if (begun++ === 0) {
        await postgres.stop('immediate');
        setTimeout(() => void postgres.start(), 300);
      }
      return migrate(postgres.url);
    });
    expect(await restarted).toMatchObject({ migrations: [] });
    expect(begun).toBeGreaterThan(1);
  });

  it.each([0, 300])('ends after %s ms, and says so', async (limitMs) => {
    const nowhere = 'postgres://me:secret@127.0.0.1:1/shop';
    const failed = wait(nowhere, limitMs);
    await expect(failed).rejects.toThrow(DatabaseAway);
    await expect(failed).rejects.toThrow(/^PostgreSQL at 127.0.0.1:1\/shop does not answer/);
    await expect(failed).rejects.not.toThrow('secret');
    expect(said).toHaveLength(limitMs > 0 ? 1 : 0);
  });

  it('takes a name that nobody knows for a database that is not there yet', async () => {
    await expect(wait('postgres://me:x@database.invalid/shop', 0)).rejects.toThrow(DatabaseAway);
  });

  it.each([
    ['a wrong password', (url: URL) => (url.password = 'guessed'), 'password authentication'],
    [
      'a role that is not there',
      (url: URL) => (url.username = 'nobody'),
      'password authentication',
    ],
    ['no password', (url: URL) => (url.password = ''), 'password must be a string'],
    [
      'a database that is not there',
      (url: URL) => (url.pathname = '/none'),
      '"none" does not exist',
    ],
  ])('does not wait for %s', async (_, change, words) => {
    const url = new URL(postgres.url);
    change(url);
    const refused = wait(url.toString(), 60_000);
    await expect(refused).rejects.toThrow(DatabaseUnusable);
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.not.toThrow('guessed');
    expect(said).toEqual([]);
  });

  it('leaves any other error as it is', async () => {
    const bug = new Error('a bug');
    const failing = whenItAnswers(postgres.url, { limitMs: 60_000, say }, () =>
      Promise.reject(bug),
    );
    await expect(failing).rejects.toBe(bug);
  });
});
