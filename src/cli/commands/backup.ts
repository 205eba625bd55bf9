import { renameSync, rmSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '../../config';
import { reachedUrl } from '../../database/advisory-lock';
import { useDatabase } from '../database';
import { helpAfter } from '../terminal/help';
import { printJson } from '../terminal/output';
import { checkDumpVersion, runClient } from '../postgres-client';

const HELP = `It can run while the server runs. It needs pg_dump of the version of the server or later, and a login that row-level security does not restrict (a superuser, or BYPASSRLS).

Exit codes: 0 done; 2 could not be done.`;

/** `bincard backup FILE`: writes all tenants, in one snapshot. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP)
    .argument('<file>', 'an existing file is replaced once the backup is complete')
    .option('--json', 'as JSON')
    .action(async (file: string, { json }: { json?: boolean }) => {
      await useDatabase(config, async (url) => backUp(await reachedUrl(url), file));
      const bytes = statSync(file).size;
      if (json) printJson({ file, bytes });
      else
        console.log(
          `${file}: ${bytes} bytes. To test it, restore it into an empty database: bincard restore`,
        );
    });
}

async function backUp(url: string, file: string): Promise<void> {
  await checkDumpVersion(url);
  const part = `${file}.${process.pid}.part`;
  try {
    await runClient('pg_dump', ['-Fc', '--schema=inventory', `--file=${part}`], url);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}
