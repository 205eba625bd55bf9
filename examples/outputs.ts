import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { signToken } from '../src/auth/token';
import { createTenant } from '../src/cli/database';
import { createPool } from '../src/database/pool';
import { packageRoot } from '../src/database/sql-files';
import { startServer } from '../src/server/start';
import { runCommands } from './commands';
import { Placeholders } from './placeholders';
import { asPsql } from './psql-output';
import { fill, sendRequests, type Sender } from './requests';
import { runSqlite } from './sqlite-output';
import { runTutorial } from './tutorial';

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

async function runAll(stage: TestServer, which = /./): Promise<Map<string, string>> {
  const outputs = new Map<string, string>();
  const placeholders = new Placeholders();
  for (const name of readdirSync(folder).sort()) {
    if (/\.(graphql|sql|console|sqlite)$/.test(name) && which.test(name)) {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const output = await runExample(path.extname(name), text, stage);
      outputs.set(`examples/${name}.out`, `${placeholders.put(output)}\n`);
    }
  }
  return outputs;
}

/**
 * Runs every example in the order of the names, then the tutorial, in a database without tenants and a folder of their own;
 * with `which`, only the examples of such names. Returns the real output of each by the name of its file.
 */
export async function outputsOf(
  databaseUrl: string,
  dataDir: string,
  which?: RegExp,
): Promise<Map<string, string>> {
  const syncDir = path.join(dataDir, 'sync');
  const tenantId = await createTenant(databaseUrl, 'demo', 'Demo shop', 'UTC');
  const server = await startServer({
    ...{ databaseUrl, port: 0, host: '127.0.0.1', jwtSecret: KEY, signingSecret: KEY },
    ...{ logLevel: 'silent', poolSize: 4, production: true, syncDir },
  });
  const pools = {
    app: createPool(databaseUrl, 'bincard_app', { max: 1 }),
    owner: createPool(databaseUrl, 'bincard_owner', { max: 1 }),
  };
  const env = {
    ...{ DATABASE_URL: databaseUrl, BINCARD_DATA_DIR: dataDir, JWT_SECRET: SECRET },
    NO_COLOR: '1',
  };
  try {
    const stage = {
      ...{ url: server.url, captured: new Map([['tenant', tenantId]]), tenantId, pools, env },
      tokenOf: (actor: string) => signToken({ tenantId, actor, role: 'admin' }, KEY),
      externalFile: path.join(syncDir, 'demo', 'reels.db'),
    };
    const outputs = await runAll(stage, which);
    if (which) return outputs;
    const page = await runTutorial({ ...env, PORT: new URL(server.url).port });
    return outputs.set('docs/tutorial.md', page);
  } finally {
    await Promise.all([pools.app.end(), pools.owner.end()]);
    await server.close();
  }
}
