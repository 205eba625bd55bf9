import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '../../config';
import { reachedUrl } from '../../database/advisory-lock';
import { createPool } from '../../database/pool';
import { backupRights, hiddenFromBackup } from '../../database/queries/backup';
import { runStatement } from '../../database/statement';
import { copyServer } from '../../postgres/base-backup';
import { CommandError } from '../command-error';
import { useDatabase } from '../database';
import { REFUSED, writeFailure } from '../failure';
import { helpAfter } from '../terminal/help';
import { printJson } from '../terminal/output';
import { checkDumpVersion, runClient } from '../postgres-client';

const HELP = `It can run while the server runs. Of the embedded server it is a physical copy, and needs no other program. Of DATABASE_URL it is a dump: that takes pg_dump of the version of the server or later, and a login of bincard reporting create-backup-login, a superuser or one with BYPASSRLS.

Exit codes: 0 done; 2 could not be done.`;

/** `bincard backup FILE`: writes all tenants, in one snapshot. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP)
    .argument('<file>', 'a new file')
    .option('--replace', 'replace an existing file, once the backup is complete')
    .option('--json', 'as JSON')
    .action(async (file: string, { json, replace }: { json?: boolean; replace?: boolean }) => {
      const embedded = config.databaseUrl === undefined;
      refuseExisting(file, replace);
      await whole(file, (part) =>
        useDatabase(config, async (hosts) => {
          const url = await reachedUrl(hosts);
          await (embedded ? copyServer(url, part) : dump(url, part));
        }),
      );
      const bytes = statSync(file).size;
      if (json) printJson({ file, bytes });
      else
        console.log(
          `${file}: ${bytes} bytes. To test it, restore it into ${embedded ? 'another data folder (BINCARD_DATA_DIR)' : 'an empty database'}: bincard restore`,
        );
    });
}

function refuseExisting(file: string, replace = false): void {
  const found = existsSync(file) ? statSync(file) : undefined; // below a file there is none
  if (found?.isDirectory()) throw new CommandError(`${file} is a folder: name a file`);
  if (found && !replace) {
    throw new CommandError(
      `${file} is there already: name a new file, or replace it with --replace`,
    );
  }
}

/** Writes a file beside its place and moves it there when it is complete. */
async function whole(file: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    writeFileSync(part, '', { mode: 0o600 }); // fails before the database is opened
  } catch (error) {
    throw writeFailure(file, error);
  }
  try {
    await write(part);
    renameSync(part, file);
  } catch (error) {
    throw ofFile(error, file, part);
  } finally {
    rmSync(part, { force: true });
  }
}

/** A failure to write, by the name of the file that was asked for; others as they are. */
function ofFile(error: unknown, file: string, part: string): unknown {
  const { path, code = '', message } = error as NodeJS.ErrnoException;
  if (path === part || code in REFUSED) return writeFailure(file, error);
  return error instanceof CommandError && message.includes(part)
    ? new CommandError(message.replaceAll(part, file), { cause: error })
    : error;
}

async function dump(url: string, part: string): Promise<void> {
  await checkDumpVersion(url);
  const role = await roleOf(url);
  await runClient('pg_dump', ['-Fc', '--schema=inventory', ...role, `--file=${part}`], url);
}

/** What pg_dump is told of the login: as bincard_backup it reads by that role's policies, which must leave out nothing. */
async function roleOf(url: string): Promise<string[]> {
  const pool = createPool(url, undefined, { max: 1 });
  try {
    const { unrestricted, member } = await runStatement(pool, backupRights);
    if (unrestricted || !member) return []; // of a login without the rights pg_dump says what it lacks
    const hidden = await runStatement(pool, hiddenFromBackup);
    if (hidden.length === 0) return ['--role=bincard_backup', '--enable-row-security'];
    const tables = hidden.map(({ table }) => table).join(', ');
    throw new CommandError(
      `The role bincard_backup does not read every row of ${tables}, and the backup would not be whole: run bincard migrate, then bincard doctor`,
    );
  } catch (error) {
    if ((error as { code?: string }).code !== NO_ROLE) throw error;
    throw new CommandError('The database has no role bincard_backup: run bincard migrate first');
  } finally {
    await pool.end();
  }
}

const NO_ROLE = '42704';
