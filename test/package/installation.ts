import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

/** npx and npm must find everything in the folder: what they would have to fetch is an error. */
const OFFLINE = { npm_config_offline: 'true', npm_config_update_notifier: 'false' };

/** A folder in which the package is installed, and what a person types there. */
export class Installation {
  private server: ChildProcess | undefined;
  private ended: Promise<number | null> | undefined;

  constructor(
    readonly folder: string,
    private readonly settings: Record<string, string> = {},
  ) {}

  /** The environment of the person's shell. */
  get env(): NodeJS.ProcessEnv {
    const env = { ...process.env };
    delete env['BINCARD_DATA_DIR']; // it is the one in the person's folder
    return { ...env, ...OFFLINE, DATABASE_URL: '', PORT: '0', ...this.settings };
  }

  /** Runs `npx bincard start` until it serves; returns what it printed and the URL. */
  async start(): Promise<{ url: string; output: string }> {
    await this.stop(); // what a failed test has left
    // A process group of its own, as a terminal makes one: Ctrl-C reaches npx and the server.
    const child = spawn('npx', ['bincard', 'start'], {
      ...{ cwd: this.folder, env: this.env, detached: true },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.server = child;
    this.ended = new Promise((resolve) => child.once('close', resolve));
    let output = '';
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    await new Promise<void>((resolve, reject) => {
      child.once('close', () => reject(new Error(`npx bincard start ended:\n${errors}`)));
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Ctrl-C stops it')) resolve();
      });
    });
    return { url: /GraphQL at (\S+)/.exec(output)![1]!, output };
  }

  /** Ctrl-C, and the end of the server. */
  async stop(): Promise<void> {
    if (this.server?.exitCode !== null || this.server.signalCode !== null) return;
    process.kill(-this.server.pid!, 'SIGINT');
    await this.ended;
  }

  /** Runs what a person would paste into a shell, and returns its output; throws where it fails. */
  async shell(text: string): Promise<string> {
    const options = { cwd: this.folder, env: this.env, maxBuffer: 64 * 1024 * 1024 };
    const run = promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', text], options);
    const { stdout } = await run.catch((error: Error & { stdout: string }) => {
      error.message += error.stdout;
      throw error;
    });
    return stdout;
  }

  /** Works on the embedded database of the running server as its superuser. */
  async inDatabase<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    const read = (file: string) => readFileSync(path.join(this.folder, '.data', file), 'utf8');
    const port = Number(read('postgres/postmaster.pid').split('\n')[3]);
    const password = read('postgres-password').trim();
    const login = { user: 'postgres', database: 'bincard', host: '127.0.0.1' };
    const client = new Client({ ...login, port, password });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

/** What records the version of the schema, and differs after each upgrade. */
const OF_THE_SCHEMA = ['applied_files', 'schema_migrations'];

/** The columns of every table, by its name. */
export type Tables = Readonly<Record<string, string[]>>;

/** The tables of a database and their columns. */
export async function tablesOf(client: Client): Promise<Tables> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'inventory'::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
     group by c.relname order by c.relname`,
    [OF_THE_SCHEMA],
  );
  return Object.fromEntries(rows.map(({ name, columns }) => [name, columns]));
}

/** How many rows each table has, and a hash over all of them. */
export async function contentOf(client: Client, tables: Tables): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const [table, columns] of Object.entries(tables)) {
    const row = `(${columns.map((name) => client.escapeIdentifier(name)).join(', ')})::text`;
    const { rows } = await client.query<{ content: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(row${row}), '' order by md5(row${row}))), '') as content
       from inventory.${client.escapeIdentifier(table)}`,
    );
    content[table] = rows[0]!.content;
  }
  return content;
}
