import 'reflect-metadata'; // before every file with a decorator
import type { Command } from 'commander';
import { loadJwtSecret, loadSigningSecret } from '../../auth/token';
import type { Config } from '../../config';
import { withLock } from '../../database/advisory-lock';
import { asUnusable } from '../../lifecycle/wait';
import { startWorker } from '../../jobs/worker';
import {
  DEMO_ACTOR,
  DEMO_APPROVER,
  demoDay,
  isDemoIncomplete,
  hasTenants,
  loadDemo,
} from '../../retail/demo';
import { startServer, type RunningServer } from '../../server/start';
import { CommandError } from '../command-error';
import { createTenant, openDatabase, prepareSchema, type OpenDatabase } from '../database';
import { listenFailure, sentenceOf } from '../failure';
import { ensureAdmin, greetFirstAdmin, greetOwnDatabase } from '../first-admin';
import { closeOpening } from '../signals';
import { tokenFor } from '../tokens';
import { workerOptions } from './worker';

const QUERY = '{ products(first: 3) { nodes { sku name available } } }';

/** `bincard start`: starts the database, migrates it, loads the demo and serves GraphQL until Ctrl-C. */
export function define(command: Command, config: Config): void {
  command
    .option(
      '--demo',
      'load the demo tenant into DATABASE_URL, if it has no tenant; the embedded server gets it anyway',
    )
    .action(({ demo = false }: { demo?: boolean }) => {
      if (demo && config.production) throw new CommandError('NODE_ENV=production loads no demo');
      return start({ ...config, demo: demo || config.databaseUrl === undefined });
    });
}

/** `demo`: whether the tenant "demo" is meant to be there; never in a database of one's own unless it was asked for. */
type StartConfig = Config & { readonly demo: boolean };

async function start(config: StartConfig): Promise<void> {
  let opening: Promise<OpenDatabase> | undefined;
  let server: RunningServer | undefined;
  let worker: { stop(): Promise<void> } | undefined;
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await worker?.stop();
    await server?.close();
    await closeOpening(opening);
  };
  const interrupted = new AbortController();
  const onSignal = () => {
    interrupted.abort();
    stopping ??= stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`bincard: ${sentenceOf(error)}`);
        process.exit(2);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);

  try {
    opening = openDatabase(config, interrupted.signal);
    const database = await opening;
    await prepareSchema(config, database.direct);
    server = await startServer({
      databaseUrl: database.url,
      readUrl: config.readUrl,
      port: config.port,
      host: config.host,
      publicUrl: config.publicUrl?.replace(/\/+$/, ''),
      jwtSecret: loadJwtSecret(config),
      signingSecret: loadSigningSecret(config),
      logLevel: config.logLevel,
      poolSize: config.poolSize,
      namedStatements: config.namedStatements,
      feedIntervalMs: config.feedIntervalMs,
      syncDir: config.syncDir,
      privateReceivers: config.webhookPrivate,
      jwks: config.jwks,
      provider: config.provider,
      settings: config.server,
      production: config.production,
      graphiql: config.graphiql,
      console: config.console && config.consolePath,
    });
    // With an identity provider our own tokens are not accepted, and the demo is loaded with one.
    if (config.demo && !config.production && !config.jwks && config.migrate) {
      const running = server;
      // Of servers that start at the same time, one loads the demo.
      await withLock(database.direct, 'demo', () =>
        running.withoutRequestLog(() => firstStart(config, database.direct, running.url)),
      );
    }
    if (config.migrate) await ensureAdmin(config, database.direct);
    if (config.worker && !stopping) {
      worker = await startWorker(workerOptions(config, database.direct));
    }
    if (!stopping) await greet(config, database.direct, server.url);
  } catch (error) {
    if (stopping) return; // Ctrl-C came first
    const database = await opening?.catch(() => undefined);
    await stop();
    throw known(error, database?.url);
  }
}

function known(error: unknown, databaseUrl: string | undefined): unknown {
  const listening = listenFailure(error);
  if (listening !== error || databaseUrl === undefined) return listening;
  return asUnusable(databaseUrl, error);
}

async function firstStart(config: StartConfig, databaseUrl: string, url: string): Promise<void> {
  if (!(await hasTenants(databaseUrl))) {
    await createTenant(databaseUrl, 'demo', 'Demo shop', 'Europe/London');
  } else if (!(await isDemoIncomplete(databaseUrl))) {
    return;
  }
  const tokenOf = (actor: string) =>
    tokenFor(config, databaseUrl, { tenant: 'demo', actor, role: 'admin' });
  console.error('Loading the demo tenant (about half a minute) ...');
  const [token, approverToken] = [await tokenOf(DEMO_ACTOR), await tokenOf(DEMO_APPROVER)];
  await loadDemo({ url, token, approverToken }, await demoDay(databaseUrl));
}

/** Says where it serves and how to ask it. The token is printed on a terminal only. */
async function greet(config: StartConfig, databaseUrl: string, url: string): Promise<void> {
  console.log(`Bincard serves GraphQL at ${url}`);
  if (config.production || config.jwks || !config.migrate) return;
  if (!config.demo) {
    await greetOwnDatabase(config, databaseUrl, url);
    console.log('Ctrl-C stops it.');
    return;
  }
  await greetFirstAdmin(config, databaseUrl, 'demo', url);
  const token = await tokenFor(config, databaseUrl, {
    tenant: 'demo',
    actor: 'admin',
    role: 'admin',
  }).catch(() => undefined);
  if (!token) return;
  // A log is kept, copied and read by others; the token is good for a month.
  const shown = process.stdout.isTTY ? token : undefined;
  console.log(
    shown
      ? `\nAdmin token of the tenant "demo", valid for 30 days:\n${shown}`
      : '\nAn admin token of the tenant "demo" is printed by: npx bincard token',
  );
  console.log(
    `\nPaste this into another terminal:\ncurl -s ${url} -H 'content-type: application/json' \\\n` +
      `  -H "authorization: Bearer ${shown ?? '$(npx bincard token)'}" \\\n  -d '${JSON.stringify({ query: QUERY })}'\n\nCtrl-C stops it.`,
  );
}
