import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Config } from '../../config';
import { migrate } from '../../lifecycle/migrate';
import { isMigrated } from '../../lifecycle/require-current';
import { prove } from '../../prove/prove';
import { isProven, jsonOf } from '../../prove/report';
import { foreignTenants } from '../../prove/scratch';
import { asCommandError, CommandError } from '../command-error';
import { useDatabase } from '../database';
import { proofText } from '../proof-report';
import { helpAfter } from '../terminal/help';
import { printJson } from '../terminal/output';
import { progressLine } from '../terminal/progress';

interface Options {
  readonly database?: string;
  readonly yesScratch?: boolean;
  readonly sessions: number;
  readonly seconds: number;
  readonly operations?: number;
  readonly shrinkSeconds: number;
  readonly seed?: number;
  readonly json?: boolean;
}

const LARGEST_SEED = 2 ** 31 - 1;

const HELP = `It writes to a tenant of its own, prove-SEED, which stays: a ledger deletes nothing. DATABASE_URL is ignored.

Three hostile sessions attack the rows that the others write: they add lines to finished documents, write from triggers of temporary tables, and update statuses and figures. Each attempt must be refused.

Exit codes: 0 every invariant holds; 1 one is violated; 2 could not be done.`;

/** `bincard prove`: runs random sessions against a scratch database; exit 1 when an invariant is violated. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP)
    .option('--database <url>', 'a scratch database (a fresh embedded one, removed afterwards)')
    .option('--yes-scratch', 'allow a database with tenants that no earlier proof created')
    .option('--sessions <n>', 'concurrent sessions', wholeNumber(1, 64), 8)
    .option('--seconds <n>', 'stop after this time', wholeNumber(1, 86_400), 30)
    .option('--operations <n>', 'stop after this many operations', wholeNumber(1, 1e9))
    .option(
      '--seed <n>',
      'the seed of the random operations (default: random)',
      wholeNumber(0, LARGEST_SEED),
    )
    .option(
      '--shrink-seconds <n>',
      'when an invariant is violated, search this long for a shorter history',
      wholeNumber(0, 86_400),
      60,
    )
    .option('--json', 'as JSON')
    .action(async (options: Options) => {
      const { folder, remove } = temporaryFolder();
      const scratch = {
        ...{ ...config, databaseUrl: options.database, directUrl: undefined },
        dataDir: folder,
      };
      try {
        await useDatabase(scratch, (url) => proveAt(url, config.namedStatements, options));
      } catch (error) {
        if (/no embedded PostgreSQL/.test((error as Error).message)) {
          throw new CommandError(
            'The embedded PostgreSQL is not available here: give a --database',
          );
        }
        throw asCommandError(error);
      } finally {
        remove();
      }
    });
}

async function proveAt(url: string, named: boolean, options: Options): Promise<void> {
  const foreign = await foreignTenants(url);
  if (foreign.length > 0 && !options.yesScratch) {
    throw new CommandError(
      `This database holds tenants that no earlier proof created (${foreign.slice(0, 3).join(', ')}): ` +
        'use a scratch database, or add --yes-scratch',
    );
  }
  if (!(await isMigrated(url))) await migrate(url);
  const progress = progressLine(process.stderr);
  const seed = options.seed ?? Math.floor(Math.random() * LARGEST_SEED);
  const proof = await prove({ ...options, url, named, seed, onProgress: progress.show }).finally(
    progress.clear,
  );
  if (options.json) printJson(jsonOf(proof));
  else console.log(proofText(proof));
  if (!isProven(proof)) process.exitCode = 1;
}

/** A folder for the embedded server, removed when the process ends. */
function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-prove-'));
  chmodSync(folder, 0o755); // as root the server runs as another account
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return { folder, remove };
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}
