import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { signToken } from '../src/auth/token';
import { createTenant } from '../src/cli/database';
import { openEmbeddedServer } from '../src/postgres/embedded-server';
import { migrate } from '../src/lifecycle/migrate';
import { createPool } from '../src/database/pool';
import { packageRoot } from '../src/database/sql-files';
import { startServer } from '../src/server/start';
import { runCommands } from './commands';
import { Placeholders } from './placeholders';
import { asPsql } from './psql-output';
import { fill, sendRequests, type Sender } from './requests';
import { runSqlite } from './sqlite-output';
import { runTutorial } from './tutorial';

// Runs every example in the order of the names, then the tutorial, on one fresh database, and writes the real output
// beside each. With --check it names the output that differs from the committed one, and exits 1.
//
//   *.graphql  requests in the form that requests.ts describes; what they capture can be used in SQL too.
//   *.sql      statements, each ended by `;` at the end of a line. `-- as: app` or `-- as: owner` says
//              which role the ones after it run as.
//   *.console  lines `bincard ...`, each run as a person would.
//   *.sqlite   statements for the external file `reels.db` in the tenant's sync folder.

const folder = path.join(packageRoot, 'examples');
const SECRET = 'the examples sign their tokens with this, nobody else';
const KEY = new TextEncoder().encode(SECRET);

interface TestServer extends Sender {
  readonly tenantId: string;
  readonly pools: Record<string, Pool>;
  /** For commands: the database and the folders of this run. */
  readonly env: NodeJS.ProcessEnv;
  /** The SQLite file of the external source. */
  readonly externalFile: string;
}

async function runSql(text: string, stage: TestServer): Promise<string> {
  const outputs: string[] = [];
  let role = 'app';
  for (const statement of fill(text, stage.captured).split(/;$/m)) {
    role = [...statement.matchAll(/^-- as: (\w+)$/gm)].at(-1)?.[1] ?? role;
    const sql = statement.replace(/^--.*\n/gm, '').trim();
    if (!sql) continue;
    const client = await stage.pools[role]!.connect();
    try {
      await client.query("select set_config('app.tenant_id', $1, false)", [stage.tenantId]);
      outputs.push(`${role}=> ${sql};\n${await asPsql(client, sql)}`);
    } finally {
      client.release();
    }
  }
  return outputs.join('\n\n');
}

async function runExample(kind: string, text: string, stage: TestServer): Promise<string> {
  if (kind === '.graphql') {
    const answers = await sendRequests(text, stage);
    return answers.map((answer) => answer.text).join('\n---\n');
  }
  if (kind === '.sql') return runSql(text, stage);
  return kind === '.sqlite' ? runSqlite(text, stage.externalFile) : runCommands(text, stage.env);
}

async function runAll(stage: TestServer): Promise<Map<string, string>> {
  const outputs = new Map<string, string>();
  const placeholders = new Placeholders();
  for (const name of readdirSync(folder).sort()) {
    if (/\.(graphql|sql|console|sqlite)$/.test(name)) {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const output = await runExample(path.extname(name), text, stage);
      outputs.set(`examples/${name}.out`, `${placeholders.put(output)}\n`);
    }
  }
  return outputs;
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'bincard-examples-'));
  const syncDir = path.join(dataDir, 'sync');
  chmodSync(dataDir, 0o755); // as root PostgreSQL runs as another account
  const database = await openEmbeddedServer(dataDir, ['fsync=off']);
  try {
    await migrate(database.url);
    const tenantId = await createTenant(database.url, 'demo', 'Demo shop', 'UTC');
    const server = await startServer({
      ...{
        databaseUrl: database.url,
        port: 0,
        host: '127.0.0.1',
        jwtSecret: KEY,
        signingSecret: KEY,
      },
      ...{ logLevel: 'silent', poolSize: 4, production: true, syncDir },
    });
    const pools = {
      app: createPool(database.url, 'bincard_app', { max: 1 }),
      owner: createPool(database.url, 'bincard_owner', { max: 1 }),
    };
    const env = {
      ...{ DATABASE_URL: database.url, BINCARD_DATA_DIR: dataDir, JWT_SECRET: SECRET },
      NO_COLOR: '1',
    };
    const outputs = await runAll({
      url: server.url,
      tokenOf: (actor) => signToken({ tenantId, actor, role: 'admin' }, KEY),
      tenantId,
      pools,
      captured: new Map([['tenant', tenantId]]),
      env,
      externalFile: path.join(syncDir, 'demo', 'reels.db'),
    });
    outputs.set('docs/tutorial.md', await runTutorial({ ...env, PORT: new URL(server.url).port }));
    report(outputs);
    await Promise.all([pools.app.end(), pools.owner.end()]);
    await server.close();
  } finally {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function report(outputs: Map<string, string>): void {
  const check = process.argv.includes('--check');
  for (const [name, output] of outputs) {
    const file = path.join(packageRoot, name);
    let current: string | undefined;
    try {
      current = readFileSync(file, 'utf8');
    } catch {
      // a new example
    }
    if (current === output) continue;
    if (check) {
      console.error(`${name} has drifted: run npm run examples and look at the difference`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, output);
      console.log(`wrote ${name}`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(2);
});
