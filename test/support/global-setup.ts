import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

import { openEmbeddedServer } from '../../src/postgres/embedded-server';
import { migrate } from '../../src/lifecycle/migrate';
import { onServer, TEMPLATES, withDatabase } from './database';
import { noonZone } from './days';
import { fillShopTemplate } from './shop';
import { temporaryFiles } from './temporary-files';

interface TestServer {
  readonly url: string;
  readonly from: string;
  stop(): Promise<unknown>;
}

/** TEST_DATABASE_URL, else a container if an engine answers, else the embedded server. */
async function openTestServer(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) {
    return { url: given, from: 'TEST_DATABASE_URL', stop: () => Promise.resolve() };
  }
  if (await engineAnswers()) {
    const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
    const image = process.env['TEST_POSTGRES_IMAGE'] ?? 'postgres:18';
    try {
      const container = await new PostgreSqlContainer(image).start();
      const url = container.getConnectionUri();
      return { url, from: `a container of ${image}`, stop: () => container.stop() };
    } catch (error) {
      console.warn(`No container of ${image}: ${(error as Error).message}`);
    }
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-test-'));
  chmodSync(folder, 0o755); // as root the server runs as another account
  // A test database need not survive a power failure.
  const server = await openEmbeddedServer(folder, [
    ...['fsync=off', 'full_page_writes=off', 'max_connections=200'],
    'max_prepared_transactions=5',
  ]);
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: server.url, from: 'the embedded server', stop };
}

function engineAnswers(): Promise<boolean> {
  const host = process.env['DOCKER_HOST'];
  const socketPath = host?.startsWith('unix://') ? host.slice(7) : '/var/run/docker.sock';
  const remote = host && !host.startsWith('unix://') ? new URL(host) : undefined;
  if (!remote && !existsSync(socketPath)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = remote
      ? net.connect(Number(remote.port) || 2375, remote.hostname)
      : net.connect(socketPath);
    const answer = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.setTimeout(1000, () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('connect', () => answer(true));
  });
}

export default async function globalSetup(): Promise<void> {
  process.env['TMPDIR'] = temporaryFiles(); // the workers inherit it
  const server = await openTestServer();
  (globalThis as { testServer?: TestServer }).testServer = server;
  console.log(`\nTests run against ${server.from}`);
  process.env['TEST_SERVER_URL'] = server.url;
  process.env['TEST_SERVER_VERSION'] = await majorVersion(server.url);
  process.env['TEST_TIME_ZONE'] = noonZone();
  for (const name of Object.values(TEMPLATES)) {
    await onServer(server.url, `drop database if exists ${name} with (force)`);
  }
  await onServer(server.url, `create database ${TEMPLATES.empty}`);
  await migrate(withDatabase(server.url, TEMPLATES.empty));
  await onServer(server.url, `create database ${TEMPLATES.shop} template ${TEMPLATES.empty}`);
  await fillShopTemplate(withDatabase(server.url, TEMPLATES.shop));
}

async function majorVersion(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ major: string }>(
      `select (current_setting('server_version_num')::int / 10000)::text as major`,
    );
    return rows[0]!.major;
  } finally {
    await client.end();
  }
}
