import { spawn } from 'node:child_process';
import { Client } from 'pg';
import { CommandError } from './command-error';

type ClientProgram = 'pg_dump' | 'pg_restore';

const OTHERWISE: Record<ClientProgram, string> = {
  pg_dump:
    'pg_dump -Fc --schema=inventory --file=FILE "$DATABASE_URL"\n' +
    'or, with the embedded server: stop Bincard and copy its data folder (BINCARD_DATA_DIR).',
  pg_restore:
    'on a new database, after bincard migrate made the roles:\n' +
    '  psql "$DATABASE_URL" -c "drop schema inventory cascade"\n' +
    '  pg_restore --exit-on-error --single-transaction --dbname="$DATABASE_URL" FILE\n' +
    '  psql "$DATABASE_URL" -c "delete from inventory.applied_files"\n' +
    '  bincard migrate; bincard doctor; bincard verify; bincard compare\n' +
    'or, with the embedded server: stop Bincard and put the copied data folder back.',
};

/** What was printed by a client program of PostgreSQL's; a CommandError when it is not here or fails. */
export async function runClient(
  program: ClientProgram,
  args: string[],
  url?: string,
): Promise<string> {
  const { place, password } = url ? splitPassword(url) : {};
  const child = spawn(program, [...args, ...(place ? [`--dbname=${place}`] : [])], {
    // The list of processes shows arguments to everybody, and the environment to nobody else.
    env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? notHere(program) : error),
    );
    child.once('close', resolve);
  });
  if (code !== 0) throw new CommandError(`${program} failed:\n${stderr.trim()}`);
  return stdout;
}

function splitPassword(url: string): { place: string; password?: string } {
  const parts = new URL(url);
  const password = decodeURIComponent(parts.password);
  parts.password = '';
  return { place: parts.toString(), password };
}

function notHere(program: ClientProgram): CommandError {
  return new CommandError(
    `${program} is not on the PATH: install PostgreSQL's client programs, or where they are run\n` +
      OTHERWISE[program],
  );
}

/** Refuses a pg_dump that is older than the server: it could not read it. pg_restore reads any older dump. */
export async function checkDumpVersion(url: string): Promise<void> {
  const [, major] = /(\d+)/.exec(await runClient('pg_dump', ['--version'])) ?? [];
  const server = await serverVersion(url);
  if (Number(major) >= server) return;
  throw new CommandError(
    `pg_dump is of PostgreSQL ${major} and the server of ${server}: it takes one of ${server} or later. There run\n` +
      OTHERWISE.pg_dump,
  );
}

async function serverVersion(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    );
    return Math.floor(Number(rows[0]!.version) / 10_000);
  } finally {
    await client.end();
  }
}
