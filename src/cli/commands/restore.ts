import type { Command } from 'commander';
import type { Config } from '../../config';
import { reachedUrl } from '../../database/advisory-lock';
import { confirm, needTerminal } from '../terminal/confirm';
import { helpAfter } from '../terminal/help';
import { isServerCopy } from '../../postgres/base-backup';
import { hasServer, removeServer, restoreServer } from '../../postgres/restored-copy';
import { CommandError } from '../command-error';
import { embeddedFailure } from '../failure';
import { useDatabase, withDatabase } from '../database';
import { readBytes } from '../json-file';
import { paint, printJson } from '../terminal/output';
import { checkRestored, isSoundRestore, restore, type Restored } from '../restored';
import { textOf } from './verify';

/** How a dump of pg_dump -Fc begins. */
const DUMP = 'PGDMP';

interface Options {
  readonly yes?: boolean;
  readonly json?: boolean;
}

const HELP = `A copy of an embedded server becomes that of a data folder without one (BINCARD_DATA_DIR). Of a dump, the schema "inventory" of the database is replaced. Afterwards the checks of doctor and verify run for every tenant, and those of compare as far as they are of stock alone. Cursors of movementsSince stay valid: transaction numbers are used up until they are past those of the backup.

Exit codes: 0 restored and sound; 1 restored, and something is wrong; 2 could not be done.`;

/** `bincard restore FILE`: restores into a database without tenants, and verifies the result. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP)
    .argument('<file>', 'a file of bincard backup')
    .option('--yes', 'do not ask for confirmation')
    .option('--json', 'as JSON')
    .action(async (file: string, options: Options) => {
      if (!options.yes) needTerminal();
      const begin = readBytes(file, DUMP.length);
      const confirmed = () => confirm(`Restore ${file}?`, options.yes);
      const restored = isServerCopy(begin)
        ? await restoreCopy(config, file, confirmed)
        : await restoreDump(config, { file, begin }, confirmed);
      if (options.json) printJson({ sound: isSoundRestore(restored), ...restored });
      else console.log(textOfRestored(restored));
      if (!isSoundRestore(restored)) process.exitCode = 1;
    });
}

/** A copy of an embedded server becomes the server of the data folder, which has none yet. */
async function restoreCopy(
  config: Config,
  file: string,
  confirmed: () => Promise<void>,
): Promise<Restored> {
  if (config.databaseUrl !== undefined) {
    throw new CommandError(
      `${file} is a copy of an embedded server: it becomes one again, by BINCARD_DATA_DIR and without DATABASE_URL`,
    );
  }
  if (hasServer(config.dataDir)) {
    throw new CommandError(
      `The data folder ${config.dataDir} has a database: restore into another one, by BINCARD_DATA_DIR`,
    );
  }
  await confirmed();
  await restoreServer(config.dataDir, file).catch((error: unknown) => {
    const failure = embeddedFailure(config.dataDir, error);
    throw new CommandError((failure as Error).message, { cause: error });
  });
  return orRemoved(config, withDatabase(config, checkRestored));
}

/** A dump takes the place of the schema of a database. */
async function restoreDump(
  config: Config,
  { file, begin }: { file: string; begin: Uint8Array },
  confirmed: () => Promise<void>,
): Promise<Restored> {
  const run = (confirm: typeof confirmed) =>
    useDatabase(config, async (hosts) => {
      const url = await reachedUrl(hosts);
      await restore(url, file, confirm);
      return checkRestored(url);
    });
  if (config.databaseUrl !== undefined) return run(confirmed);
  if (Buffer.from(begin).toString('latin1') !== DUMP) {
    throw new CommandError(
      `${file} is not a backup of Bincard: it is neither a copy of an embedded server nor a dump`,
    );
  }
  if (hasServer(config.dataDir)) return run(confirmed);
  await confirmed(); // before there is a server that somebody else could use meanwhile
  return orRemoved(
    config,
    run(() => Promise.resolve()),
  );
}

/** Leaves no server behind where a restore into a new data folder failed: it would refuse the next one. */
async function orRemoved(config: Config, restoring: Promise<Restored>): Promise<Restored> {
  try {
    return await restoring;
  } catch (error) {
    await removeServer(config.dataDir);
    throw error;
  }
}

function textOfRestored({ findings, tenants }: Restored): string {
  return [
    findings.length
      ? findings.map(({ object, problem }) => paint('red', `${problem}\t${object}`)).join('\n')
      : paint('green', 'Every rule is in force.'),
    ...tenants.map(({ tenant, verification, discrepancies }) =>
      [
        `tenant ${tenant}`,
        textOf(verification),
        discrepancies
          ? paint('red', `${discrepancies} discrepancies: bincard compare --tenant ${tenant}`)
          : paint('green', 'no discrepancies'),
      ].join('\n'),
    ),
  ].join('\n');
}
