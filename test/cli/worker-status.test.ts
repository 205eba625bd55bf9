import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { until } from '../server/support';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { makeDataDir } from '../support/running-server';
import { bincard } from './bincard';

describe('bincard worker with a port', () => {
  let database: TestDatabase;
  let dataDir: string;
  let worker: ChildProcess;
  let url: string;
  let stderr = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    dataDir = makeDataDir();
    worker = spawn(process.execPath, [path.join(packageRoot, 'dist/src/cli/main.js'), 'worker'], {
      env: {
        ...process.env,
        ...{ DATABASE_URL: database.url, BINCARD_DATA_DIR: dataDir, BINCARD_WORKER_PORT: '0' },
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    worker.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    await until(() => Promise.resolve(stderr.includes('Scanning')));
    url = /at (http\S+)\/healthz/.exec(stderr)![1]!;
  });
  afterAll(async () => {
    worker?.kill('SIGKILL');
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('says that it runs, and that its database answers', async () => {
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  it('says what it serves where there is nothing', async () => {
    const response = await fetch(`${url}/graphql`);
    expect([response.status, await response.json()]).toEqual([
      404,
      {
        errors: [
          {
            message: expect.stringContaining(
              'a worker serves GET /healthz, /readyz and /metrics',
            ) as string,
            extensions: { code: 'NOT_FOUND' },
          },
        ],
      },
    ]);
  });

  it('counts its jobs and shows the scans', async () => {
    await database.pools.super.query(`select graphile_worker.add_job('sweep')`);
    const metrics = async () => (await fetch(`${url}/metrics`)).text();
    await until(async () =>
      (await metrics()).includes('bincard_jobs_total{task="sweep",outcome="done"}'),
    );
    expect(await metrics()).toMatch(/^bincard_database_up 1$/m);
    expect(await metrics()).toMatch(/^bincard_broken_chains 0$/m);
  });

  it('says that its port is taken', async () => {
    const env = { DATABASE_URL: database.url, BINCARD_DATA_DIR: dataDir };
    const { port } = new URL(url);
    const { code, stderr: said } = await bincard(['worker'], { ...env, BINCARD_WORKER_PORT: port });
    expect(code).toBe(2);
    expect(said).toContain(`127.0.0.1:${port} is taken: set BINCARD_WORKER_PORT to another number`);
  });

  it('ends when it is told to', async () => {
    const ended = new Promise((resolve) => worker.once('close', resolve));
    worker.kill('SIGTERM');
    expect(await ended).toBe(143);
  });
});
