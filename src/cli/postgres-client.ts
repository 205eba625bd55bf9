import { spawn } from 'node:child_process';
import { Client } from 'pg';
import { CommandError } from './command-error';

type ClientProgram = 'pg_dump' | 'pg_restore';

const BY_HAND: Record<ClientProgram, string> = {
  pg_dump:
    'pg_dump -Fc --schema=inventory --file=FILE "$DATABASE_URL"\n' +
    '(as a login of bincard reporting create-backup-login with --role=bincard_backup --enable-row-security)',
  pg_restore:
    'on a new database, after bincard migrate made the roles:\n' +
    '  psql "$DATABASE_URL" -c "drop schema inventory cascade; create schema inventory authorization bincard_owner"\n' +
    '  pg_restore --exit-on-error --single-transaction --schema=inventory --no-owner --role=bincard_owner \\\n' +
    '    --dbname="$DATABASE_URL" FILE\n' +
    '  psql "$DATABASE_URL" -c "delete from inventory.applied_files"\n' +
    '  bincard migrate; bincard doctor; bincard verify; bincard compare',
};

/** A hint, or whatever a hint in another language says of row-level security. */
const HINT = /^\s*(\S+: )?hint:|row level security/i;
const UNRESTRICTED =
  'Use a login of bincard reporting create-backup-login, or one that row-level security does not restrict: a superuser, or one with BYPASSRLS. Leave the policies as they are.';

/** Runs a client program of PostgreSQL and returns its output; throws CommandError when it is missing or fails. */
export async function runClient(
  program: ClientProgram,
  args: string[],
  url?: string,
): Promise<string> {
  const { target, password } = url ? splitPassword(url) : {};
  const child = spawn(program, [...args, ...(target ? [`--dbname=${target}`] : [])], {
    // Other users see the arguments of a process, but not its environment.
    env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? missing(program) : error),
    );
    child.once('close', resolve);
  });
  if (code !== 0) throw new CommandError(`${program} failed:\n${advised(stderr)}`);
  return stdout;
}

/**
 * What a client program said, without PostgreSQL's hints: for a dump that row-level security restricts it advises to
 * switch that off, which would open every tenant to the owner for good.
 */
export function advised(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => !HINT.test(line));
  const said = lines.join('\n').trim();
  return /row[ -]level security/i.test(stderr) ? `${said}\n${UNRESTRICTED}` : said;
}

export function splitPassword(url: string): { target: string; password?: string } {
  const parts = new URL(url);
  const password = decodeURIComponent(parts.password) || parts.searchParams.get('password') || '';
  parts.password = '';
  parts.searchParams.delete('password');
  return { target: parts.toString(), password };
}

function missing(program: ClientProgram): CommandError {
  return new CommandError(
    `${program} is not on the PATH: install PostgreSQL's client programs, or run, on a machine that has them,\n` +
      BY_HAND[program],
  );
}

/** Throws CommandError for a pg_dump older than the server, which it cannot read. pg_restore reads any older dump. */
export async function checkDumpVersion(url: string): Promise<void> {
  const [, major] = /(\d+)/.exec(await runClient('pg_dump', ['--version'])) ?? [];
  const server = await serverVersion(url);
  if (Number(major) >= server) return;
  throw new CommandError(
    `pg_dump is version ${major} and the server is version ${server}: pg_dump must be ${server} or later. With a later pg_dump, run\n` +
      BY_HAND.pg_dump,
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
