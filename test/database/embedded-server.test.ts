import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { openEmbeddedServer } from '../../src/postgres/embedded-server';
import { packageRoot } from '../../src/database/sql-files';
import { makeDataDir } from '../support/running-server';

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const DEAD = '999999999 1';

describe('the embedded server', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = makeDataDir();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('serves every process that opened it, and stops with the last', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => openEmbeddedServer(dataDir)));
    expect([two!.url, three!.url]).toEqual([one!.url, one!.url]);
    await one!.stop();
    await two!.stop();
    expect(await ask(three!.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await three!.stop();
    await expect(ask(three!.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('starts although killed runs left locks, half a cluster, or the process id of another program', async () => {
    mkdirSync(path.join(dataDir, 'postgres.new/cluster'), { recursive: true });
    writeFileSync(path.join(dataDir, 'postgres.new/cluster/PG_VERSION'), '18\n');
    writeFileSync(path.join(dataDir, 'postgres-lock'), DEAD);
    mkdirSync(path.join(dataDir, 'postgres-users'));
    writeFileSync(path.join(dataDir, 'postgres-users/999999999-0'), DEAD);
    const first = await openEmbeddedServer(dataDir);
    await ask(first.url, 'create table kept as select 1 as one');
    await first.stop();

    const lock = path.join(dataDir, 'postgres/postmaster.pid');
    writeFileSync(lock, `${process.pid}\n${dataDir}/postgres\n1\n5432\n\n127.0.0.1\n1 1\nready\n`);
    const second = await openEmbeddedServer(dataDir);
    expect(await ask(second.url, 'select * from kept')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('recovers what was committed when PostgreSQL is killed', async () => {
    const first = await openEmbeddedServer(dataDir);
    await ask(first.url, 'create table kept as select 1 as one');
    const lock = readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8');
    process.kill(Number(lock.split('\n')[0]), 'SIGKILL');
    const second = await openEmbeddedServer(dataDir);
    expect(await ask(second.url, 'select * from kept')).toEqual([{ one: 1 }]);
    await second.stop();
    await first.stop(); // the last user stops the server although another started it
    await expect(ask(second.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('takes over, and stops, a server that a killed run left running', async () => {
    const module = path.join(packageRoot, 'dist/src/postgres/embedded-server.js');
    const script = `require(process.argv[1]).openEmbeddedServer(process.argv[2])
      .then(({ url }) => { console.log(url); process.kill(process.pid, 'SIGKILL'); })`;
    const killed = promisify(execFile)(process.execPath, ['-e', script, module, dataDir]);
    const { stdout, signal } = (await killed.catch((error: unknown) => error)) as {
      stdout: string;
      signal: string;
    };
    expect(signal).toBe('SIGKILL');
    const server = await openEmbeddedServer(dataDir);
    expect(server.url).toBe(stdout.trim());
    await server.stop();
    await expect(ask(server.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('accepts its own password only', async () => {
    const server = await openEmbeddedServer(dataDir);
    try {
      const wrong = new URL(server.url);
      wrong.password = 'guessed';
      await expect(ask(wrong.toString(), 'select 1')).rejects.toMatchObject({ code: '28P01' });
    } finally {
      await server.stop();
    }
  });
});
