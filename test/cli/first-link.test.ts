import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { until } from '../server/support';
import { createTenant, createTestDatabase, type TestDatabase } from '../support/database';

// The link that `bincard start` prints on a terminal, from there to the first admin's session. `script` is the terminal.

const START = `'${process.execPath}' '${path.join(packageRoot, 'dist/src/cli/main.js')}' start`;

describe('the first link', () => {
  let database: TestDatabase;
  let folder: string;
  let child: ChildProcess | undefined;
  let ended: Promise<unknown>;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createTenant(database, 'main');
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-link-'));
  });
  afterAll(async () => {
    if (child?.exitCode === null) {
      child.stdin!.write('\u0003'); // Ctrl-C
      await ended;
    }
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens a page, takes a password once, and signs the admin in', async () => {
    child = spawn('script', ['-qefc', START, '/dev/null'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {
        ...{ ...process.env, DATABASE_URL: database.url, BINCARD_DATA_DIR: folder },
        ...{ PORT: '0', BINCARD_WORKER: 'off', BINCARD_ADMIN_TENANT: 'main' },
      },
    });
    ended = new Promise((resolve) => child!.once('close', resolve));
    let output = '';
    child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await until(() => output.includes('Ctrl-C stops it') || child!.exitCode !== null);

    const link = /^http:\S+\/sign-in\?new#bcl_[\w-]{64}$/m.exec(output.replaceAll('\r', ''))![0];
    const { origin, hash, href } = new URL(link);
    expect((await fetch(href)).status).toBe(200);
    const secret = hash.slice(1);
    const use = () =>
      fetch(`${origin}/auth/link`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({
          ...{ secret, password: 'correct horse battery' },
          ...{ email: 'First@shop.example', name: 'First' },
        }),
      });
    const used = await use();
    expect(used.status).toBe(200);
    const cookie = used.headers.getSetCookie()[0]!.split(';')[0]!;
    const answered = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin },
      body: '{"query":"{ me { actor role tenant permissions } }"}',
    });
    const { data } = (await answered.json()) as { data: { me: Record<string, unknown> } };
    expect(data.me).toMatchObject({
      ...{ actor: 'first@shop.example', role: 'ADMIN', tenant: 'main' },
      permissions: expect.arrayContaining(['inviteUser', 'closeDay']) as string[],
    });
    expect((await use()).status).toBe(400);
  });
});
